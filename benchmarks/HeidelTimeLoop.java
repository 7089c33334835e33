import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.text.SimpleDateFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Tags every FOLDER/YYYY-MM-DD_name.txt with HeidelTime in one JVM: java HeidelTimeLoop CONFIG FOLDER. */
public class HeidelTimeLoop {
    public static void main(String[] arguments) throws Exception {
        HeidelTimeStandalone tagger = new HeidelTimeStandalone(
            Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, arguments[0], POSTagger.TREETAGGER);
        SimpleDateFormat days = new SimpleDateFormat("yyyy-MM-dd");
        List<Path> files = Files.list(Paths.get(arguments[1]))
            .filter(file -> file.toString().endsWith(".txt")).sorted().collect(Collectors.toList());
        for (Path file : files) {
            String text = new String(Files.readAllBytes(file), "UTF-8");
            String tagged = tagger.process(text, days.parse(file.getFileName().toString().substring(0, 10)));
            Files.write(Paths.get(file + ".tml"), tagged.getBytes("UTF-8"));
        }
    }
}

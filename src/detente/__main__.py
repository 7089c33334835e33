"""`python -m detente` is the `detente` command."""

from .cli import main

raise SystemExit(main())

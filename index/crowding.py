"""How crowded a row's surroundings are: its mean cosine with its nearest others.

Sentences that say little (`一是…加强`) lie near every question; taking part of this away from their similarity is the
correction for such hubs of Lample et al., Word translation without parallel data (2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.arrays import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

CROWD = 10
"""Neighbours that say how crowded a row's surroundings are."""

GROUP = 500
"""Rows of a group, on average, where only nearby groups are looked into."""

GROUPS_NEARBY = 4
"""Groups, a row's own among them, in which its neighbours are looked for."""

TRAINED_ON, ROUNDS = 40, 3
"""Rows a group that its middle is made from, and rounds of k-means: it need only put neighbours together."""


def crowding(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return each row's mean cosine with its CROWD nearest others, shape (rows,). Time grows with the square."""
    import faiss

    rows = len(vectors)
    neighbours = min(CROWD, rows - 1)
    if neighbours < 1:
        return np.zeros(rows, dtype=np.float32)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    values, _ = index.search(np.ascontiguousarray(vectors), neighbours + 1)
    means: NDArray[np.float32] = values[:, 1:].mean(axis=1)  # the first is the row itself
    return means


def crowding_nearby(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return about what `crowding` does, of float32 rows: neighbours are looked for in the nearest groups only.

    Each row is compared with about GROUP * GROUPS_NEARBY others, however many there are.
    """
    import faiss

    crowded = np.zeros(len(vectors), dtype=np.float32)
    for own, around in _groups(vectors):
        few = min(CROWD + 1, len(around))
        values, _ = faiss.knn(vectors[own], vectors[around], few, metric=faiss.METRIC_INNER_PRODUCT)
        crowded[own] = values[:, 1:].mean(axis=1) if few > 1 else 0
    return crowded


def _groups(vectors: NDArray[np.float32]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield each group of rows that lie together, with the rows of the groups nearest to it, its own first."""
    import faiss

    count = max(1, len(vectors) // GROUP)
    sample = vectors[:: max(1, len(vectors) // (TRAINED_ON * count))]
    means = faiss.Kmeans(
        vectors.shape[1], count, niter=ROUNDS, seed=1, max_points_per_centroid=2 * TRAINED_ON, min_points_per_centroid=1
    )
    means.train(sample)
    groups = np.concatenate([means.index.search(vectors[rows], 1)[1][:, 0] for rows in blocks(len(vectors))])
    order = np.argsort(groups, kind="stable")
    ends = np.cumsum(np.bincount(groups, minlength=count))
    members = np.split(order, ends[:-1])
    _, nearest = means.index.search(means.centroids, min(GROUPS_NEARBY, count))
    for group, others in enumerate(nearest):
        if len(members[group]):
            yield members[group], np.concatenate([members[other] for other in others])

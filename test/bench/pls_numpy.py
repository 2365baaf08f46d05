"""The ECSI model by PLS path modelling in plain NumPy: benchmark peer and independent reference.

Written from the definition (Wold 1985; Tenenhaus et al. 2005) on the standardised data and the latent scores
themselves, not on the correlation matrix as the product does. Needs Debian's python3-numpy and nothing else.

  python3 test/bench/pls_numpy.py bench SURVEY.csv 500     seconds of a fit with so many bootstrap samples
  python3 test/bench/pls_numpy.py reference SURVEY.csv     every figure as JSON
"""
import csv
import json
import sys
import time

import numpy as np

BLOCKS = {'image': 'IMAG', 'expectation': 'CUEX', 'quality': 'PERQ', 'value': 'PERV', 'satisfaction': 'CUSA', 'complaints': 'CUSCO', 'loyalty': 'CUSL'}
NAMES = list(BLOCKS)
PATHS = [('image', 'expectation'), ('image', 'satisfaction'), ('image', 'loyalty'), ('expectation', 'quality'), ('expectation', 'value'),
         ('expectation', 'satisfaction'), ('quality', 'value'), ('quality', 'satisfaction'), ('value', 'satisfaction'), ('satisfaction', 'complaints'),
         ('satisfaction', 'loyalty'), ('complaints', 'loyalty')]


def read(path):
    with open(path, newline='') as file:
        rows = list(csv.reader(file))
    return rows[0], np.array([[float(x) for x in row] for row in rows[1:]])


def blocks(columns):
    return [[i for i, name in enumerate(columns) if name.startswith(prefix)] for prefix in BLOCKS.values()]


def standardise(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)


def estimate(X, groups, scheme='path'):
    Z = standardise(X)
    n, k = len(Z), len(groups)
    before = [[NAMES.index(a) for a, b in PATHS if b == name] for name in NAMES]
    after = [[NAMES.index(b) for a, b in PATHS if a == name] for name in NAMES]
    weights = [np.ones(len(g)) for g in groups]

    def scores():
        return standardise(np.column_stack([Z[:, g] @ w for g, w in zip(groups, weights)]))

    Y = scores()
    weights = [w / (Z[:, g] @ w).std() for g, w in zip(groups, weights)]
    for _ in range(1000):
        R = Y.T @ Y / n
        E = np.zeros((k, k))
        for j in range(k):
            for i in before[j] + after[j]:
                E[i, j] = np.sign(R[i, j]) if scheme == 'centroid' else R[i, j]
            if scheme == 'path' and before[j]:
                E[before[j], j] = np.linalg.lstsq(Y[:, before[j]], Y[:, j], rcond=None)[0]
        inner = standardise(Y @ E)
        new = []
        for j, g in enumerate(groups):
            w = Z[:, g].T @ inner[:, j] / n
            new.append(w / (Z[:, g] @ w).std())
        change = max(np.abs(a - b).max() for a, b in zip(new, weights))
        weights = new
        Y = scores()
        if change < 1e-7:
            break
    for j, g in enumerate(groups):
        if (Z[:, g].T @ Y[:, j]).sum() < 0:
            weights[j], Y[:, j] = -weights[j], -Y[:, j]
    B = np.zeros((k, k))
    r2 = np.zeros(k)
    for j in range(k):
        if before[j]:
            b = np.linalg.lstsq(Y[:, before[j]], Y[:, j], rcond=None)[0]
            B[before[j], j] = b
            r2[j] = 1 - ((Y[:, j] - Y[:, before[j]] @ b) ** 2).sum() / (Y[:, j] ** 2).sum()
    total = np.zeros((k, k))
    power = B.copy()
    while np.abs(power).max() > 0:
        total += power
        power = power @ B
    loadings = [Z[:, g].T @ Y[:, j] / n for j, g in enumerate(groups)]
    return weights, loadings, B, r2, total


def reference(columns, X):
    groups = blocks(columns)
    out = {}
    for scheme in ['path', 'centroid', 'factorial']:
        weights, loadings, B, r2, total = estimate(X, groups, scheme)
        one = {'weights': {}, 'loadings': {}, 'r2': {}, 'ave': {}, 'rhoC': {}, 'alpha': {}, 'latentMean': {}, 'paths': [], 'totalEffects': []}
        for j, name in enumerate(NAMES):
            g, lam = groups[j], loadings[j]
            for i, c in enumerate(g):
                one['weights'][columns[c]] = weights[j][i]
                one['loadings'][columns[c]] = lam[i]
            if any(b == name for _, b in PATHS):
                one['r2'][name] = r2[j]
            one['ave'][name] = (lam ** 2).mean()
            one['rhoC'][name] = lam.sum() ** 2 / (lam.sum() ** 2 + (1 - lam ** 2).sum())
            if len(g) > 1:
                C = np.cov(X[:, g], rowvar=False)
                one['alpha'][name] = len(g) / (len(g) - 1) * (1 - np.trace(C) / C.sum())
            u = weights[j] / X[:, g].std(axis=0)
            one['latentMean'][name] = ((X[:, g] @ (u / u.sum())).mean() - 1) / 9 * 100
        for a in range(len(NAMES)):
            for b in range(len(NAMES)):
                if B[a, b] != 0:
                    one['paths'].append({'from': NAMES[a], 'to': NAMES[b], 'value': B[a, b]})
                if total[a, b] != 0:
                    one['totalEffects'].append({'from': NAMES[a], 'to': NAMES[b], 'value': total[a, b]})
        out[scheme] = one
    random = np.random.default_rng(1)
    drawn = np.array([estimate(X[random.integers(0, len(X), len(X))], groups)[2] for _ in range(1000)])
    out['bootstrap'] = [{'from': a, 'to': b, 'low': np.percentile(drawn[:, NAMES.index(a), NAMES.index(b)], 2.5), 'high': np.percentile(drawn[:, NAMES.index(a), NAMES.index(b)], 97.5)} for a, b in PATHS]
    print(json.dumps(out, indent=1, default=float))


def bench(columns, X, samples):
    groups = blocks(columns)
    random = np.random.default_rng(1)
    start = time.perf_counter()
    estimate(X, groups)
    for _ in range(samples):
        estimate(X[random.integers(0, len(X), len(X))], groups)
    print(json.dumps({'peer': f'NumPy {np.__version__}', 'samples': samples, 'seconds': time.perf_counter() - start}))


if __name__ == '__main__':
    columns, X = read(sys.argv[2])
    if sys.argv[1] == 'bench':
        bench(columns, X, int(sys.argv[3]))
    else:
        reference(columns, X)

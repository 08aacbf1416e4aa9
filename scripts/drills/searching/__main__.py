"""python -m scripts.drills.searching [--data FOLDER] [--each N] [--seed N] [--misses N]: on the database configured."""

import argparse
import os
import sys
import time
from pathlib import Path
from random import Random

import django

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"


def main() -> int:
    """Judge, then ask for what is known to be there; the figures are printed, nothing is claimed of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("GONGKAI_SHARED") or DATA.parent) / "data")
    parser.add_argument("--each", type=int, default=400, help="documents asked for in each way")
    parser.add_argument("--seed", type=int, default=20190515)
    parser.add_argument("--misses", type=int, default=12, help="misses shown of each way")
    asked = parser.parse_args()
    django.setup()
    judge(asked.misses)
    known_items(asked.data, asked.each, asked.seed, asked.misses)
    return 0


def judge(shown: int) -> None:
    """评判过的查询。"""
    from gongkai.foundation.search import operations
    from scripts.drills.searching import judging

    print("\n| 评判文件 | 查询 | nDCG@10 | MRR |\n|---|--:|--:|--:|")
    worst, total = [], []
    for name in judging.FILES:
        documents = judging.documents(name)
        for one in documents:
            operations.put(one)
        figures = judging.judged(judging.queries(name))
        for one in documents:
            operations.remove(one.key)
        worst += figures.each[:shown]
        total += figures.each
        print(f"| {name} | {len(figures.each)} | {figures.ndcg:.4f} | {figures.mrr:.4f} |", flush=True)
    many = len(total)
    ndcg, mrr = sum(one.ndcg for one in total) / many, sum(one.reciprocal_rank for one in total) / many
    print(f"| 合计 | {many} | {ndcg:.4f} | {mrr:.4f} |")
    for one in sorted(worst, key=lambda one: one.ndcg)[:shown]:
        if one.ndcg < 1:
            print(f"  nDCG {one.ndcg:.3f}  {one.query}")


def known_items(folder: Path, each: int, seed: int, shown: int) -> None:
    """已知文件。"""
    from gongkai.foundation.search.models import SearchEntry
    from scripts.drills.searching import corpora, knowing, loading

    if absent := corpora.missing(folder):
        print(f"\n没有真实语料，已知文件检索没有做。缺少：{'、'.join(absent)}")
        return
    read = corpora.read(folder)
    began = time.perf_counter()
    loading.load([one for corpus in read for one in corpus.documents])
    took = time.perf_counter() - began
    print(f"\n{SearchEntry.objects.count():,} 件真实文件编入索引，{took:.0f} 秒", flush=True)
    print("\n| 语料 | 问法 | 次数 | 第一 | 前十 | MRR |\n|---|---|--:|--:|--:|--:|")
    chance, missed = Random(seed), []
    for corpus in read:
        for one in knowing.figures(corpus.documents, each=each, chance=chance):
            print(
                f"| {corpus.name} | {one.way} | {one.asked} | {one.first:.3f} | {one.ten:.3f} | {one.mrr:.3f} |",
                flush=True,
            )
            missed.append((corpus.name, one))
    for name, one in missed:
        for miss in one.misses[:shown]:
            print(
                f"  {name}·{one.way}：第 {miss.place or '—'} 位  “{miss.query}” 要 “{miss.wanted}” 先得 “{miss.first}”"
            )


if __name__ == "__main__":
    sys.exit(main())

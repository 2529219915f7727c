"""The tables of `milepost bench` that grow with events, as they are printed."""

from collections.abc import Mapping
from typing import Any


def employers(results: Mapping[int, Mapping[str, Any]]) -> None:
    """Pages of who looks after employers, by the number of events; growth is from the fewest to the most."""
    sizes = list(results)
    print()
    for found in results.values():
        built, clocks, unit = found["built"], found["clocks"], found["cal"]
        print(
            f"500 employers, 50 staff, three years: {built['events']:,} chained events, {built['learners']:,} learners, "
            f"{built['clocks']:,} clocks, written in {built['seconds']:.0f} s; 1 cal = {unit:.3f} s; clocks anew in {clocks['derived'] / unit:.2f} cal, "
            f"{clocks['derived'] / clocks['read']:.2f} times as long as reading their events; the same as kept: {'yes' if clocks['same'] else 'NO'}"
        )
    head = "".join(f"{f'{n:,}':>11}{'queries':>9}{'KB gz':>7}" for n in sizes)
    print(f"\n{'median in cal/1000':<32}{head}{'growth':>9}{'queries grew':>14}")
    for work in results[sizes[-1]]["works"]:
        line, times, queries = f"{work:<32}", [], []
        for found in results.values():
            figure = found["works"][work]
            times.append(figure["median"] / found["cal"] * 1000)
            queries.append(figure["queries"])
            line += f"{times[-1]:>11.1f}{figure['queries']:>9}{figure['sent'] / 1024:>7.1f}"
        print(f"{line}{times[-1] / times[0]:>8.1f}x{'no' if len(set(queries)) == 1 else 'YES':>14}")

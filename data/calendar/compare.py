"""Compares holidays.toml, day by day, with the public packages named in README.md.

    python3 data/calendar/compare.py FOLDER

FOLDER holds the three packages, unpacked; each file is found by its name.
"""

import json
import re
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

here = Path(__file__).parent
folder = Path(sys.argv[1])
notices = tomllib.loads((here / "holidays.toml").read_text(encoding="utf-8"))["notice"]
years = [notice["year"] for notice in notices]


def found(pattern):
    return next(folder.rglob(pattern))


def days(texts):
    return {day for day in texts if day.year in years}


def chinesecalendar():
    """PyPI: two dicts of `datetime.date(year=2024, month=1, day=1): …`."""
    text = found("chinese_calendar/constants.py").read_text(encoding="utf-8")
    off, work = text.split("\nworkdays = ")[:2]
    work = work.split("\n}")[0]
    read = lambda part: days(date(*map(int, found)) for found in re.findall(r"date\(year=(\d+), month=(\d+), day=(\d+)\)", part))
    return read(off), read(work)


def chinese_days():
    """npm: a JSON file a year."""
    files = [json.loads(found(f"years/{year}.json").read_text(encoding="utf-8")) for year in years]
    read = lambda key: days(date.fromisoformat(day) for file in files for day in file[key])
    return read("holidays"), read("workdays")


def chinese_holiday():
    """crates.io: rows `(Ymd::new(2024, 1, 1), DayKind::NewYearsDayHoliday)`."""
    text = found("chinese_holiday-*/src/constants.rs").read_text(encoding="utf-8")
    rows = re.findall(r"Ymd::new\((\d+), (\d+), (\d+)\),\s*DayKind::\w+?(Holiday|Workday)\b", text)
    read = lambda kind: days(date(int(y), int(m), int(d)) for y, m, d, row in rows if row == kind)
    return read("Holiday"), read("Workday")


def ours():
    off, work = set(), set()
    for holiday in (holiday for notice in notices for holiday in notice["holiday"]):
        day, until = date.fromisoformat(holiday["from"]), date.fromisoformat(holiday["until"])
        while day <= until:
            off.add(day)
            day += timedelta(days=1)
        work.update(map(date.fromisoformat, holiday["workdays"]))
    return off, work


expected = ours()
differ = False
for package in (chinesecalendar, chinese_days, chinese_holiday):
    for kind, mine, theirs in zip(("holidays", "make-up days"), expected, package()):
        counts = ", ".join(f"{year}: {sum(day.year == year for day in theirs)}" for year in years)
        other = ", ".join(map(str, sorted(mine ^ theirs)))
        print(f"{package.__name__} {kind}: {counts}{' DIFFERENT: ' + other if other else ''}")
        differ |= bool(other)
sys.exit(differ)

"""Makes the workbooks of this folder. They are committed; run this only to change them.

    pip install openpyxl XlsxWriter msoffcrypto-tool
    python make.py
"""

import datetime
import io

from msoffcrypto.format.ooxml import OOXMLFile
import xlsxwriter
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEAD = ["项目编码", "项目名称", "单价（元）"]


def fixed(properties):
    """The same bytes each time."""
    properties.created = properties.modified = datetime.datetime(2024, 6, 1)


def save(book, name):
    fixed(book.properties)
    book.save(name)


def plain():
    """Codes as numbers and as texts, float noise, blank rows above the head, an error, a line break in a cell."""
    book = Workbook()
    sheet = book.active
    sheet.title = "价目表"
    sheet.append([])
    sheet.append(["泸州市某医院价目表（三级甲等）"])
    sheet.append(HEAD)
    sheet.append([210102015, "数字化摄影(DR)", 66.99999999999999])
    sheet.append(["330405017", "青光眼硅管\n植入术", 1065])
    sheet.append(["111100002", "院内会诊", 0.1 + 24.2 + 0.7])
    sheet.append(["330604029-1", "=HYPERLINK(1)", "#N/A"])
    sheet["B7"].data_type = "s"
    sheet["C7"].data_type = "e"
    save(book, "plain.xlsx")


def sheets():
    """Three sheets: an empty one, the list, a hidden one."""
    book = Workbook()
    book.active.title = "封面"
    shown = book.create_sheet("三甲")
    shown.append(HEAD)
    shown.append(["111100002", "院内会诊", 25])
    other = book.create_sheet("二甲")
    other.append(HEAD)
    other.append(["111100002", "院内会诊", 23])
    other.append(["210102015", "数字化摄影(DR)", 65])
    hidden = book.create_sheet("内部底稿")
    hidden.sheet_state = "hidden"
    hidden.append(HEAD)
    hidden.append(["111100002", "院内会诊", 99])
    save(book, "sheets.xlsx")


def days(name, epoch=None):
    """A bill with its days as dates, one of them merged over two rows, and an amount merged over two rows."""
    book = Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.title = "清单"
    sheet.append(["收费日期", "项目编码", "项目名称", "数量", "金额"])
    day = datetime.datetime(2024, 6, 3)
    sheet.append([day, "111100002", "院内会诊", 1, 25])
    sheet.append([None, "210102015", "数字化摄影(DR)", 1, 67])
    sheet.append([datetime.datetime(2024, 6, 4, 9, 30), "111100002", "院内会诊", 1, 92])
    sheet.append([datetime.datetime(2024, 6, 4), "210102015", "数字化摄影(DR)", 1, None])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("E4:E5")
    save(book, name)


def formulas():
    """Amounts as formulas: two with the value that was kept, one that was never computed."""
    book = xlsxwriter.Workbook("formulas.xlsx")
    book.set_properties({"created": datetime.datetime(2024, 6, 1)})
    sheet = book.add_worksheet("清单")
    sheet.write_row(0, 0, ["项目编码", "单价", "数量", "金额"])
    sheet.write_row(1, 0, ["111100002", 25, 2])
    sheet.write_formula(1, 3, "=B2*C2", None, 50)
    sheet.write_row(2, 0, ["210102015", 67, 1])
    sheet.write_formula(2, 3, "=B3*C3", None, 67)
    sheet.write_row(3, 0, ["330405017", 1065, 1])
    sheet.write_formula(3, 3, "=B4*C4", None, "")
    book.close()


def locked():
    """plain.xlsx behind a password."""
    with open("plain.xlsx", "rb") as source:
        content = io.BytesIO(source.read())
    with open("locked.xlsx", "wb") as target:
        OOXMLFile(content).encrypt("secret", target)


plain()
sheets()
days("days-1900.xlsx")
days("days-1904.xlsx", CALENDAR_MAC_1904)
formulas()
locked()

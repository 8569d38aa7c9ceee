"""What the rule language means, case by case: the tests run it, `manual` makes the page of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

T, F, U = "TRUE", "FALSE", "UNKNOWN"


@dataclass(frozen=True)
class Example:
    """One expression, and its truth for some inputs; an input that is not given is not known."""

    title: str
    expression: str
    outcomes: tuple[tuple[Mapping[str, object], str], ...]


@dataclass(frozen=True)
class Refusal:
    """An expression that is refused when the guideline is loaded, with a part of the message."""

    title: str
    expression: str
    message: str


@dataclass(frozen=True)
class Section:
    title: str
    text: str
    examples: tuple[Example | Refusal, ...]


def _history(*entries: dict[str, object]) -> dict[str, object]:
    return {"treatments": list(entries)}


_ADJUVANT = {"setting": "adjuvant", "agents": ["trastuzumab", "docetaxel"], "progressed": "no", "end": "2024-01-15"}
_METASTATIC = {"setting": "metastatic", "agents": ["lapatinib"], "progressed": "yes", "end": "2025-06"}

SECTIONS = (
    Section(
        "Comparisons",
        "A field is compared with a value of its type. Where the field has no value, nobody can say: the comparison is "
        "UNKNOWN, for `!=` as well as for `==`.",
        (
            Example(
                "A choice equals one of its values, in single quotes",
                "ihc == '3+'",
                (({"ihc": "3+"}, T), ({"ihc": "2+"}, F), ({}, U)),
            ),
            Example(
                "What is not known is not different either",
                "ihc != '3+'",
                (({"ihc": "3+"}, F), ({"ihc": "2+"}, T), ({}, U)),
            ),
            Example(
                "A value that is declared as no answer counts as not known",
                "ihc != '3+'",
                (({"ihc": "not done"}, U),),
            ),
            Example(
                "A number stands with the unit of its field",
                "lvef >= 50 %",
                (({"lvef": 50}, T), ({"lvef": "49.9 %"}, F), ({}, U)),
            ),
            Example(
                "A chain means all of its comparisons",
                "4.0 copies <= copies < 6.0 copies",
                (
                    ({"copies": "4.0"}, T),
                    ({"copies": "5.9"}, T),
                    ({"copies": "6.0"}, F),
                    ({"copies": "3.9"}, F),
                    ({}, U),
                ),
            ),
            Example(
                "Two fields of one type may be compared",
                "surgery < relapse",
                (
                    ({"surgery": "2020-01-01", "relapse": "2021-01-01"}, T),
                    ({"surgery": "2021-01-01", "relapse": "2021-01-01"}, F),
                    ({"surgery": "2020-01-01"}, U),
                ),
            ),
            Example(
                "A set holds the values of which one is meant",
                "ihc in {'0', '1+'}",
                (({"ihc": "1+"}, T), ({"ihc": "2+"}, F), ({}, U)),
            ),
            Example(
                "`not in` is the negation of `in`",
                "ihc not in {'0', '1+'}",
                (({"ihc": "1+"}, F), ({"ihc": "2+"}, T), ({}, U)),
            ),
            Example(
                "A text equals a text, letter by letter",
                "site == 'left breast'",
                (({"site": "left breast"}, T), ({"site": "Left breast"}, F), ({}, U)),
            ),
        ),
    ),
    Section(
        "Connectives",
        "`not`, `and` and `or` follow Kleene's strong tables: a part that is not known matters only where it could "
        "change the whole. `not` binds closest, then `and`, then `or`; parentheses group.",
        (
            Example(
                "One FALSE part makes an `and` FALSE, whatever is missing",
                "ihc == '3+' and pregnant == 'no'",
                (
                    ({"ihc": "3+", "pregnant": "no"}, T),
                    ({"ihc": "2+", "pregnant": "no"}, F),
                    ({"ihc": "2+"}, F),
                    ({"ihc": "3+"}, U),
                    ({}, U),
                ),
            ),
            Example(
                "One TRUE part makes an `or` TRUE, whatever is missing",
                "ihc == '3+' or ish == 'amplified'",
                (
                    ({"ihc": "3+"}, T),
                    ({"ish": "amplified"}, T),
                    ({"ihc": "2+", "ish": "not amplified"}, F),
                    ({"ihc": "2+"}, U),
                    ({}, U),
                ),
            ),
            Example(
                "The negation of UNKNOWN is UNKNOWN",
                "not ihc == '3+'",
                (({"ihc": "3+"}, F), ({"ihc": "0"}, T), ({}, U)),
            ),
            Example(
                "`and` binds closer than `or`",
                "ihc == '3+' or ihc == '2+' and ish == 'amplified'",
                (({"ihc": "3+", "ish": "not amplified"}, T), ({"ihc": "2+", "ish": "not amplified"}, F)),
            ),
            Example(
                "Parentheses group",
                "(ihc == '3+' or ihc == '2+') and ish == 'amplified'",
                (({"ihc": "3+", "ish": "not amplified"}, F), ({"ihc": "2+", "ish": "amplified"}, T)),
            ),
            Example("`true` always holds", "true", (({}, T),)),
            Example("`false` never holds", "false", (({}, F),)),
        ),
    ),
    Section(
        "Dates",
        "A date may be recorded as a year or a month: it then stands for any day of it, and a comparison is UNKNOWN "
        "where the days differ in their answer. `as_of` is the day for which the question is asked; in the examples, "
        "21 November 2026. A month is full on the day of the month on which it began, or on the last day of a shorter "
        "month; what is left over counts as a share of the month that is running.",
        (
            Example(
                "A date is written YYYY-MM-DD",
                "surgery < 2024-03-15",
                (
                    ({"surgery": "2024-03-14"}, T),
                    ({"surgery": "2024-03-15"}, F),
                    ({"surgery": "2024-02"}, T),
                    ({"surgery": "2024-03"}, U),
                    ({"surgery": "2024"}, U),
                    ({}, U),
                ),
            ),
            Example(
                "The question has a day",
                "surgery < as_of",
                (({"surgery": "2026-11-20"}, T), ({"surgery": "2026-11-21"}, F), ({"surgery": "2026-11"}, U)),
            ),
            Example(
                "Months are counted by the calendar",
                "months_between(surgery, relapse) <= 6 months",
                (
                    ({"surgery": "2024-01-15", "relapse": "2024-07-15"}, T),
                    ({"surgery": "2024-01-15", "relapse": "2024-07-16"}, F),
                    ({"surgery": "2023-08-31", "relapse": "2024-02-29"}, T),
                    ({"surgery": "2024-01-15", "relapse": "2024-07"}, U),
                    ({"surgery": "2024-01", "relapse": "2024-05"}, T),
                    ({"relapse": "2024-05"}, U),
                ),
            ),
            Example(
                "Months since a date run to `as_of`",
                "months_since(surgery) >= 12 months",
                (({"surgery": "2025-11-21"}, T), ({"surgery": "2025-11-22"}, F), ({"surgery": "2025-11"}, U)),
            ),
        ),
    ),
    Section(
        "Lists",
        "A list that is recorded is complete; one that is not recorded is not known, which is something else than an "
        "empty one. `include` looks for an agent, for any member of a class, or for a text. `any`, `all` and `none` "
        "judge each entry; within their condition the names of the entry's own fields come first.",
        (
            Example(
                "A list includes a value or not",
                "wishes include 'no chemotherapy'",
                (({"wishes": ["no chemotherapy"]}, T), ({"wishes": ["no infusion"]}, F), ({"wishes": []}, F), ({}, U)),
            ),
            Example(
                "One entry that fulfils the condition is enough for `any`",
                "any(treatments, agents include 'lapatinib' and progressed == 'yes')",
                (
                    (_history(_ADJUVANT, _METASTATIC), T),
                    (_history(_ADJUVANT), F),
                    (_history(), F),
                    (_history({"agents": ["lapatinib"]}), U),
                    (_history({"agents": ["lapatinib"]}, _METASTATIC), T),
                    ({}, U),
                ),
            ),
            Example(
                "A class stands for each of its members",
                "any(treatments, agents include class 'antibody')",
                ((_history(_ADJUVANT), T), (_history(_METASTATIC), F), (_history({"setting": "adjuvant"}), U)),
            ),
            Example(
                "A class in the record may be the agent that is meant, or another of its class",
                "any(treatments, agents include 'docetaxel')",
                (
                    (_history({"agents": ["docetaxel"]}), T),
                    (_history({"agents": ["taxane"]}), U),
                    (_history({"agents": ["lapatinib"]}), F),
                ),
            ),
            Example(
                "A class in the record is an agent of that class",
                "any(treatments, agents include class 'taxane')",
                ((_history({"agents": ["taxane"]}), T),),
            ),
            Example(
                "`include any` takes several items",
                "any(treatments, agents include any {'pertuzumab', class 'taxane'})",
                ((_history(_ADJUVANT), T), (_history(_METASTATIC), F)),
            ),
            Example(
                "`none` is the negation of `any`",
                "none(treatments, setting == 'metastatic')",
                ((_history(_ADJUVANT), T), (_history(_METASTATIC), F), (_history(), T), (_history({}), U), ({}, U)),
            ),
            Example(
                "`all` holds for an empty list",
                "all(treatments, setting == 'metastatic')",
                ((_history(_METASTATIC), T), (_history(_ADJUVANT, _METASTATIC), F), (_history(), T), ({}, U)),
            ),
            Example(
                "A count is known within bounds",
                "count(treatments, setting == 'metastatic') >= 2",
                (
                    (_history(_METASTATIC, _METASTATIC), T),
                    (_history(_METASTATIC), F),
                    (_history(_METASTATIC, {}), U),
                    (_history(_METASTATIC, _METASTATIC, {}), T),
                    ({}, U),
                ),
            ),
            Example(
                "The latest date among the entries that fulfil a condition",
                "latest(treatments, end, setting == 'adjuvant') > 2024-01-01",
                (
                    (_history(_ADJUVANT), T),
                    (_history({**_ADJUVANT, "end": "2023-05"}), F),
                    (_history({"setting": "adjuvant"}), U),
                    (_history(_METASTATIC), U),
                    (_history({**_ADJUVANT, "end": "2023-05"}, {"end": "2020"}), F),
                    (_history({**_ADJUVANT, "end": "2023-05"}, {"end": "2025"}), U),
                ),
            ),
            Example(
                "The earliest date, likewise",
                "earliest(treatments, end, true) < 2024-06-01",
                ((_history(_ADJUVANT, _METASTATIC), T), (_history(_METASTATIC), F), (_history(_METASTATIC, {}), U)),
            ),
            Example(
                "What the latest of the entries says; of several that may be the latest, only what they agree on",
                "of_latest(treatments, end, progressed, true) == 'yes'",
                (
                    (_history(_ADJUVANT, _METASTATIC), T),
                    (_history(_METASTATIC, {**_ADJUVANT, "end": "2026-01"}), F),
                    (_history(_METASTATIC, {**_ADJUVANT, "end": "2025"}), U),
                    (_history(_METASTATIC, {**_METASTATIC, "end": "2025"}), T),
                    (_history({"progressed": "yes"}), T),
                    (_history(_METASTATIC, {"end": "2026"}), U),
                    (_history(), U),
                    ({}, U),
                ),
            ),
        ),
    ),
    Section(
        "Tables",
        "A table gives a fact, one of some values. With the policy `first`, the first row that is TRUE counts, if all "
        "rows before it are FALSE. While an earlier row is UNKNOWN the fact may be several values; a condition on it "
        "is settled where all of them agree. The examples use the table `status`: IHC 3+ → positive; IHC 0 or 1+ → "
        "negative; ISH amplified → positive; otherwise → negative.",
        (
            Example(
                "The first row that is TRUE gives the value",
                "status == 'positive'",
                (
                    ({"ihc": "3+"}, T),
                    ({"ihc": "1+", "ish": "amplified"}, F),
                    ({"ihc": "2+", "ish": "amplified"}, T),
                    ({"ihc": "2+", "ish": "not amplified"}, F),
                    ({"ihc": "2+"}, U),
                    ({}, U),
                ),
            ),
            Example(
                "Where all possible values agree, the condition is settled",
                "status in {'positive', 'negative'}",
                (({}, T), ({"ihc": "2+"}, T)),
            ),
        ),
    ),
    Section(
        "Derived and presumed values",
        "A field without recorded value takes the value of its `derive`, and where that gives none, the value of its "
        "first presumption whose condition is TRUE. A presumption is an assumption and is shown as one. Here "
        "`interval` is derived as `months_between(latest(treatments, end, setting == 'adjuvant'), relapse)`, and "
        "`chemotherapy` is presumed to be no where the wishes include no chemotherapy.",
        (
            Example(
                "What is recorded counts before what can be derived",
                "interval <= 12 months",
                (
                    ({**_history(_ADJUVANT), "relapse": "2025-01-15"}, T),
                    ({**_history(_ADJUVANT), "relapse": "2025-02-15"}, F),
                    ({**_history(_ADJUVANT), "relapse": "2025-02-15", "interval": 11}, T),
                    ({**_history(_ADJUVANT), "relapse": "2025-01"}, U),
                    ({"relapse": "2025-01-15"}, U),
                ),
            ),
            Example(
                "A presumption fills in only what is not recorded",
                "chemotherapy == 'no'",
                (
                    ({"wishes": ["no chemotherapy"]}, T),
                    ({"wishes": ["no chemotherapy"], "chemotherapy": "yes"}, F),
                    ({"wishes": []}, U),
                    ({}, U),
                ),
            ),
        ),
    ),
    Section(
        "What is refused",
        "A guideline with an expression that makes no sense is not loaded. Each message has the file, the line, the "
        "character and, where there is one, the nearest valid name.",
        (
            Refusal("A name that nothing has", "ich == '3+'", "there is no field or table 'ich' (did you mean"),
            Refusal("A value that the field cannot take", "ihc == '3'", "'3' is not among its values"),
            Refusal("A number without its unit", "lvef < 50", "the unit does not fit"),
            Refusal("A number with another unit", "lvef < 50 months", "the unit does not fit"),
            Refusal("A unit where there is none", "ratio >= 2 copies", "write no unit"),
            Refusal("A number for a choice", "ihc == 3", "cannot be compared with"),
            Refusal("An order among choices", "ihc >= '2+'", "needs numbers or dates"),
            Refusal("A value in place of a condition", "pregnant", "this is a value, not a condition"),
            Refusal("A list compared with a value", "treatments == 'none'", "a list cannot be compared"),
            Refusal(
                "An agent that the vocabulary lacks", "any(treatments, agents include 'lapatinip')", "did you mean"
            ),
            Refusal("An unknown class", "any(treatments, agents include class 'taxan')", "did you mean"),
            Refusal("A list within a list", "any(treatments, any(treatments, true))", "no list of records"),
            Refusal("A single = ", "ihc = '3+'", "write =="),
            Refusal("A day that the calendar lacks", "surgery < 2024-02-30", "no such date"),
            Refusal("A function that is not there", "exists(treatments)", "there is no function 'exists'"),
            Refusal("Half an expression", "ihc == '3+' and", "found the end"),
        ),
    ),
)

"""Every way of telling two values of two arms gives each arm its own, whichever arm comes first.

The frames are sentences with places for two arms and their values: what each value is of is known from the frame.
"""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from herald.documents import read_text
from herald.extraction import extract
from herald.vocabulary.tables import load_vocabulary

ARMS = {
    "T-DXd": ("agent:trastuzumab-deruxtecan",),
    "T-DM1": ("agent:trastuzumab-emtansine",),
    "lapatinib": ("agent:lapatinib",),
    "trastuzumab": ("agent:trastuzumab",),
}
PAIRS = [*permutations(("T-DXd", "T-DM1")), *permutations(("lapatinib", "trastuzumab"))]
SET_OUT = "Patients with HER2-positive metastatic breast cancer were randomized to {} or {}.\n\n"
OF_X = {"a": "9.1", "c": "29.3", "p": "61.5", "r": "52.1"}
OF_Y = {"b": "6.4", "d": "22.7", "q": "44.2", "s": "35.8"}
OTHER = {"e": "8.0", "f": "10.2", "g": "5.5", "i": "7.3", "h": "0.62"}
_SENTENCE = re.compile(r"(^|[.•] |\n)((?!mPFS|mOS)[a-oq-z])")

FRAMES = (
    "Median PFS was {a} months with {X} and {b} months with {Y}.",
    "Median PFS was {a} months with {X} versus {b} months with {Y} (HR {h}).",
    "Median PFS was {a} vs {b} months for {X} and {Y}, respectively.",
    "Median PFS was {a} and {b} months in the {X} and {Y} groups, respectively.",
    "With {X}, median PFS was {a} months; with {Y} it was {b} months.",
    "With {X}, median PFS was {a} months, compared with {b} months with {Y}.",
    "With {X} median PFS was {a} months, against {b} months.",
    "{X} gave a median PFS of {a} months, {Y} one of {b} months.",
    "Patients on {X} had a median PFS of {a} months, those on {Y} {b} months.",
    "Median PFS: {X} {a} months, {Y} {b} months.",
    "Median PFS ({X} vs {Y}): {a} vs {b} months.",
    "{X} vs {Y}: median PFS {a} vs {b} months.",
    "For {X} versus {Y}, median PFS was {a} versus {b} months (HR {h}).",
    "Median PFS for {X} was {a} months, whereas for {Y} it was {b} months.",
    "Median PFS reached {a} months in patients who received {X}, and {b} months in those who received {Y}.",
    "Among those given {X}, median PFS was {a} months; among those given {Y}, {b} months.",
    "Median PFS was {a} months ({X}) and {b} months ({Y}).",
    "{a} months was the median PFS with {X}; {b} months with {Y}.",
    "{X} (median PFS, {a} months) and {Y} (median PFS, {b} months) were compared.",
    "The median PFS of patients in the {X} group was {a} months and that of patients in the {Y} group was {b} months.",
    "The {X} group had a median PFS of {a} months and the {Y} group one of {b} months.",
    "Compared with {Y}, {X} changed median PFS ({a} vs {b} months; HR {h}).",
    "Median PFS was {a} months with {X} but only {b} months with {Y}.",
    "Median PFS was longer with {X} than with {Y} ({a} vs {b} months).",
    "Median PFS was shorter with {X} than with {Y} ({a} vs {b} months).",
    "{X} prolonged PFS over {Y} (median {a} v {b} months; HR {h}).",
    "{X} was superior to {Y} in PFS (median {a} v {b} months) and OS (median {c} v {d} months).",
    "{X} was superior to {Y} in PFS ({a} and {b} months), OS ({c} and {d} months).",
    "PFS and OS were {a} and {c} months with {X} versus {b} and {d} months with {Y}.",
    "PFS and OS were {a} and {c} months with {X}, and {b} and {d} months with {Y}.",
    "Median PFS and OS were {a} and {c} months in the {X} group and {b} and {d} months in the {Y} group.",
    "In the {X} group, median PFS was {a} months and median OS {c} months; in the {Y} group, {b} and {d} months.",
    "In the {X} group, median PFS and OS were {a} months and {c} months, respectively, versus {b} months and "
    "{d} months in the {Y} group.",
    "Median PFS was {a} months with {X} and {b} months with {Y}; median OS was {c} and {d} months, respectively.",
    "Median PFS was {a} months with {X} and {b} months with {Y}. Median OS was {c} months and {d} months, "
    "respectively.",
    "Median PFS was {a} months with {X} and {b} months with {Y}. The corresponding OS figures were {c} and {d} months.",
    "Median PFS with {X} and {Y} was {a} and {b} months, and median OS {c} and {d} months.",
    "Median PFS and OS with {X} were {a} and {c} months; with {Y}, {b} and {d} months.",
    "Median PFS for {X}/{Y} was {a}/{b} months.",
    "In the {X} and {Y} arms, median PFS was {a} and {b} months.",
    "In the {X} arm median PFS was {a} months (95% CI {e}-{f}) and in the {Y} arm {b} months (95% CI {g}-{i}).",
    "Median PFS was {a} months (95% CI, {e} to {f}) in the {X} group and {b} months (95% CI, {g} to {i}) in "
    "the {Y} group (HR {h}).",
    "Median PFS, {X} vs {Y}, was {a} months vs {b} months.",
    "Treatment with {X} resulted in a median PFS of {a} months versus {b} months for {Y}.",
    "Median PFS rose from {b} months with {Y} to {a} months with {X}.",
    "Progression came after a median of {a} months on {X} and {b} months on {Y}.",
    "{X} recipients lived a median {c} months, {Y} recipients {d} months.",
    "Median PFS was {b} months in the {Y} arm, while it was {a} months in the {X} arm.",
    "Median PFS (months): {X}, {a}; {Y}, {b}.",
    "Median PFS was {a} months for the patients in the {X} arm and {b} months for the patients in the {Y} arm.",
    "The median PFS was {a} months for {X}, which was different from the {b} months for {Y}.",
    "The median PFS with {X} ({a} months) differed from that with {Y} ({b} months).",
    "Objective response was seen in {p}% with {X} and in {q}% with {Y}.",
    "Objective response rates were {p}% and {q}% for {X} and {Y}.",
    "Of the patients on {X}, {p}% had an objective response, as compared with {q}% of those on {Y}.",
    "{p}% of patients on {X} and {q}% of patients on {Y} had an objective response.",
    "An objective response was seen in {p}% of the {X} group vs {q}% of the {Y} group.",
    "The objective response rate was {p}% ({X}) v {q}% ({Y}).",
    "The objective response rate with {X} was {p}%; {Y}, {q}%.",
    "The 3-year OS rate was {p}% with {X} and {q}% with {Y}.",
    "At 3 years, {p}% of the {X} group and {q}% of the {Y} group were alive.",
    "Rates of OS at 2 and 3 years were {p}% and {r}% with {X} and {q}% and {s}% with {Y}.",
    "OS rates at 2 years were {p}% vs {q}% and at 3 years {r}% vs {s}% with {X} vs {Y}.",
    "The pCR rate was {p}% in patients randomized to {X} and {q}% in patients randomized to {Y}.",
    "pCR was achieved by {p}% of patients with {X}, compared to {q}% with {Y} (P = .03).",
    "{X} improved PFS (median {a} months v {b} months; HR {h}; P < .001).",
    "{X} improved PFS compared with {Y} (median {a} months v {b} months; HR {h}; P < .001).",
    "PFS was improved by {X} (median {a} v {b} months; HR {h}), as was OS (median {c} v {d} months; HR 0.70).",
    "PFS favored {X} ({a} v {b} months; HR {h}).",
    "PFS favored {X} over {Y}: {a} versus {b} months (HR {h}).",
    "The HR for PFS was {h} in favor of {X} (median {a} v {b} months).",
    "Median PFS was {a} months (95% CI {e}-{f}) vs {b} months (95% CI {g}-{i}) for {X} vs {Y} (HR {h}; 95% CI "
    "0.5-0.8).",
    "Objective response rate was {p}% (95% CI 50-70) with {X} and {q}% (95% CI 35-52) with {Y}.",
    "Objective responses occurred in 61 of 100 patients ({p}%) in the {X} group and in 44 of 100 ({q}%) in "
    "the {Y} group.",
    "Objective responses occurred in 61/100 ({p}%) and 44/100 ({q}%) patients treated with {X} and {Y}, respectively.",
    "In the {X} group 61 of 100 patients ({p}%) had an objective response and in the {Y} group 44 of 100 ({q}%).",
    "The {X} arm had the higher objective response rate ({p}% vs {q}%).",
    "The {Y} arm had the lower objective response rate ({q}% vs {p}%).",
    "Objective response rate was higher in the {X} arm ({p}%) than in the {Y} arm ({q}%).",
    "Objective response rate was lower in the {Y} arm ({q}%) than in the {X} arm ({p}%).",
    "Objective response rate was {p}% in the {X} arm, significantly higher than in the {Y} arm ({q}%).",
    "Objective response rate was {q}% in the {Y} arm, significantly lower than in the {X} arm ({p}%).",
    "Objective response rate was {p}% with {X} and {q}% with {Y}. Median PFS was {a} versus {b} months.",
    "Objective response rate was {p}% with {X} and {q}% with {Y}. Median PFS was {a} and {b} months, respectively.",
    "Objective response rate was {q}% with {Y} and {p}% with {X}. Median PFS was {b} and {a} months, respectively.",
    "Objective response rate was {q}% with {Y} and {p}% with {X}; median PFS, {b} and {a} months; median OS, "
    "{d} and {c} months.",
    "Median OS with {X} was not reached versus {d} months with {Y}.",
    "Median OS was not reached with {X} and was {d} months with {Y}.",
    "Median OS was {c} months with {X} and not reached with {Y}.",
    "Median OS was {d} months with {Y}; it was not reached with {X}.",
    "After a follow-up of 40 months, {p}% of those on {X} and {q}% of those on {Y} were alive.",
    "The 5-year DFS was {p}% for {X} and {q}% for {Y} (HR {h}).",
    "The 5-year DFS was {p}% v {q}% (HR {h}; {X} v {Y}).",
    "5-year DFS: {p}% ({X}) vs {q}% ({Y}); 5-year OS: {r}% vs {s}%.",
    "DFS at 5 years was {p}% and OS {r}% in the {X} arm compared with {q}% and {s}% in the {Y} arm.",
    "DFS at 5 years was {p}% in the {X} arm and {q}% in the {Y} arm, and OS {r}% and {s}%, respectively.",
    "At 5 years DFS was {q}% in the {Y} arm and {p}% in the {X} arm; OS was {s}% in the {Y} arm and {r}% in "
    "the {X} arm.",
    "At 5 years DFS was {q}% for {Y} vs {p}% for {X}; corresponding OS was {s}% and {r}%.",
    "In patients assigned {X}, 5-year DFS was {p}%; in patients assigned {Y}, it was {q}%.",
    "In patients assigned {X}, 5-year DFS was {p}% and 5-year OS {r}%. In patients assigned {Y}, 5-year DFS "
    "was {q}% and 5-year OS {s}%.",
    "Five-year DFS increased with {X} from {q}% to {p}%.",
    "Adding {X} raised 5-year DFS from {q}% to {p}% (HR {h}).",
    "pCR was more frequent with {X}: {p}% against {q}%.",
    "pCR rates of {p}% and {q}% were seen with {X} and {Y}.",
    "pCR rates ({X} vs {Y}) were {p}% vs {q}% overall.",
    "pCR ({p}% with {X}, {q}% with {Y}) did not differ.",
    "pCR occurred in {q}% of {Y} patients but in {p}% of {X} patients.",
    "Patients receiving {X} more often had a pCR than those receiving {Y} ({p}% v {q}%).",
    "Patients receiving {Y} less often had a pCR than those receiving {X} ({q}% v {p}%).",
    "While {q}% of patients on {Y} had a pCR, {p}% on {X} did.",
    "Whereas median PFS was {b} months with {Y}, it was {a} months with {X}.",
    "Median PFS doubled from {b} months ({Y}) to {a} months ({X}).",
    "As compared with {Y}, {X} led to a longer median PFS: {a} months vs {b} months.",
    "Compared with {Y}, PFS was longer with {X} ({a} vs {b} months).",
    "In comparison with {Y}, treatment with {X} increased the objective response rate ({p}% vs. {q}%).",
    "The addition of {X} did not change OS ({c} v {d} months).",
    "Median PFS by independent review was {a} months for {X} and {b} months for {Y}; by investigator it was "
    "{c} and {d} months.",
    "{X} patients had a median PFS of {a} months. For {Y} patients the figure was {b} months.",
    "The median PFS of {a} months with {X} exceeded that of {b} months with {Y}.",
    "The median PFS of {b} months with {Y} was shorter than the {a} months with {X}.",
    "Median duration of response was {a} months in the {X} arm v {b} months in the {Y} arm.",
    "Responses lasted a median of {a} months with {X} and {b} months with {Y}.",
    "Median PFS {a} mo ({X}) v {b} mo ({Y}); HR {h}.",
    "PFS: {a} mo with {X}, {b} mo with {Y} (HR = {h}).",
    "{X}: ORR {p}%, median PFS {a} months, median OS {c} months. {Y}: ORR {q}%, median PFS {b} months, median "
    "OS {d} months.",
    "{X} (n = 100): ORR {p}%, median PFS {a} months. {Y} (n = 98): ORR {q}%, median PFS {b} months.",
    "• {X}: median PFS {a} months\n• {Y}: median PFS {b} months",
    "Median PFS was {b} months in controls given {Y} and {a} months in patients given {X}.",
    "The median PFS was {a} months (95% CI {e}-{f}), as against {b} months (95% CI {g}-{i}) with {Y}, in patients "
    "given {X}.",
    "Median PFS in the experimental arm ({X}) was {a} months and in the control arm ({Y}) {b} months.",
    "Median PFS in the control arm ({Y}) was {b} months and in the experimental arm ({X}) {a} months.",
    "Median PFS was {a} months in the experimental arm ({X}) and {b} months in the control arm ({Y}).",
    "Replacing {Y} with {X} extended median PFS from {b} to {a} months.",
    "Switching from {Y} to {X} extended median PFS from {b} months to {a} months.",
    "Use of {X} rather than {Y} prolonged median PFS ({a} v {b} months).",
    "A total of 100 patients received {X}, with a median PFS of {a} months, and 98 received {Y}, with a median PFS "
    "of {b} months.",
    "pCR was {p}% / {q}% ({X} / {Y}).",
    "pCR was seen in 61 of 100 ({p}%) v 44 of 100 ({q}%) patients ({X} v {Y}).",
    "{X} yielded a pCR rate of {p}% and an ORR of {r}%, while {Y} yielded {q}% and {s}%, respectively.",
    "Both pCR ({p}% v {q}%) and ORR ({r}% v {s}%) favored {X}.",
    "pCR ({p}% v {q}%) and ORR ({r}% v {s}%) were higher with {X} than with {Y}.",
    "pCR was {q}% for {Y} and {p}% for {X}. ORR was {s}% v {r}%.",
    "mPFS {X} {a}m vs {Y} {b}m.",
    "mPFS, {a}m ({X}) v {b}m ({Y}); mOS, {c}m v {d}m.",
    "The objective response rate was {p} percent with {X}, and {q} percent with {Y}.",
    "The objective response rate dropped from {q}% with {Y} to {p}% with {X}.",
    "The objective response rate was, respectively, {p}% and {q}% with {X} and {Y}.",
    "{X} extended median PFS to {a} months from {b} months with {Y}.",
    "In the HR-positive subgroup, median PFS was {a} v {b} months for {X} v {Y}; in the HR-negative subgroup, it was "
    "{c} v {d} months.",
    "For {X} v {Y}, PFS was {a} v {b} months with visceral disease and {c} v {d} months without.",
    "There was no difference between {X} and {Y} in OS ({c} v {d} months; HR 0.96) or PFS ({a} v {b} months; HR 0.93).",
)

EFFECTS = (
    "The hazard ratio for PFS with {X} versus {Y} was 0.62 (95% CI 0.51-0.75).",
    "The hazard ratio for {X} vs {Y} was 0.62 for PFS and 0.71 for OS.",
    "PFS: {X} vs {Y}, HR 0.62.",
    "PFS was longer with {X} than with {Y} (HR 0.62; P < .001).",
    "PFS was longer with {X} (HR 0.62; P < .001).",
    "{X} reduced the risk of progression or death by 38% (HR 0.62).",
    "{X} reduced the risk of progression or death by 38% compared with {Y} (HR 0.62).",
    "Compared with {Y}, {X} reduced the risk of death (HR 0.62).",
    "The HR for OS was 0.62 in favor of {X}.",
    "The HR for OS was 0.62, favoring {X} over {Y}.",
    "OS did not differ between {X} and {Y} (HR 0.97; 95% CI 0.8-1.2).",
    "OS did not differ ({X} vs {Y}: HR 0.97; 95% CI 0.8-1.2).",
    "For {X} compared with {Y}, the HR for OS was 0.62.",
    "{X} was superior to {Y} for OS (HR 0.62).",
    "{X} was noninferior to {Y} for OS (HR 1.02).",
    "Patients on {X} lived longer than those on {Y} (OS HR 0.62).",
    "Risk of death was lower with {X} than with {Y} (HR 0.62).",
    "Risk of death was 38% lower in the {X} group than in the {Y} group (HR 0.62).",
    "Mortality was lower for {X} (OS HR 0.62 v {Y}).",
    "An OS benefit of {X} over {Y} was seen (HR 0.62).",
    "HR for OS ({X}/{Y}) was 0.62.",
    "With {X} instead of {Y}, the risk of recurrence fell (DFS HR 0.62).",
    "The effect of {X} relative to {Y} on OS was HR 0.62.",
    "DFS was improved by {X} relative to {Y}, with a hazard ratio of 0.62.",
    "Objective responses were more frequent with {X} than with {Y} (OR 2.3; P = .01).",
    "The odds of pCR were higher with {X} than with {Y} (OR 2.3).",
    "pCR was more likely with {X} (OR 2.3, 95% CI 1.4-3.8) than with {Y}.",
    "OS was longer in the {X} arm than in the {Y} arm: HR 0.62.",
    "OS was worse with {X} than with {Y} (HR 1.45).",
    "{X} increased the risk of death over {Y} (HR 1.45).",
    "{X} was inferior to {Y} for OS (HR 1.45).",
    "OS was shorter with {X} (HR 1.45).",
    "The risk of recurrence was 45% higher with {X} than with {Y} (DFS HR 1.45).",
    "Despite crossover from {Y} to {X}, OS was longer with {X} (HR 0.62).",
    "30% of patients on {Y} crossed over to {X}. The HR for OS was 0.62 for {X} v {Y}.",
    "Relative to {Y}, the OS HR for {X} was 0.62.",
)
"""Ratios of the arm X to the arm Y, whether or not both are named."""

OF_THREE = (
    "Median PFS was {a} months with {X}, {b} months with {Y} and {c} months with {Z}.",
    "Median PFS was {a}, {b} and {c} months with {X}, {Y} and {Z}, respectively.",
    "Median PFS was {a} months for {X}, {b} months for {Y}, and {c} months for {Z}; median OS was {d}, {e}, "
    "and {f} months, respectively.",
    "Median PFS in the {X}, {Y} and {Z} groups was {a}, {b} and {c} months, respectively.",
    "Median PFS ({X}, {Y}, {Z}): {a}, {b}, {c} months.",
    "Median PFS: {X} {a} months; {Y} {b} months; {Z} {c} months.",
    "Objective response rates were {p}% ({X}), {q}% ({Y}) and {r}% ({Z}).",
    "Objective responses were seen in {p}% of the {X} group, {q}% of the {Y} group and {r}% of the {Z} group.",
    "With {X} median PFS was {a} months, with {Y} {b} months and with {Z} {c} months.",
    "{X} gave a median PFS of {a} months, {Y} of {b} months and {Z} of {c} months.",
    "Median PFS was {a} months with {X} v {b} months with {Y} v {c} months with {Z}.",
    "Median PFS was {a} months in the {X} arm, compared with {b} months in the {Y} arm and {c} months in the {Z} arm.",
    "Median PFS was {b} months with {Y} and {c} months with {Z}, compared with {a} months with {X}.",
    "The 5-year DFS was {p}% for {X}, {q}% for {Y} and {r}% for {Z}; the 5-year OS was {s}%, {t}% and {u}%, "
    "respectively.",
    "pCR rates were {p}%, {q}% and {r}% for {X}, {Y} and {Z}.",
    "Median PFS for {X} was {a} months. For {Y} it was {b} months, and for {Z} {c} months.",
    "Median PFS was longest with {X} ({a} months), followed by {Y} ({b} months) and {Z} ({c} months).",
    "Median PFS was {a} months with {X} (HR 0.70 v {Z}), {b} months with {Y} (HR 0.85 v {Z}) and {c} months with {Z}.",
    "Median PFS was {a}, {b}, and {c} months for {X}, {Y}, and {Z}.",
    "Median PFS in arms {X}/{Y}/{Z} was {a}/{b}/{c} months.",
    "Median PFS ({X}/{Y}/{Z}) was {a}/{b}/{c} months.",
    "{X}, {Y} and {Z} had a median PFS of {a}, {b} and {c} months and a median OS of {d}, {e} and {f} months.",
    "pCR was achieved in {p}%, {q}% and {r}% of patients on {X}, {Y} and {Z}.",
    "pCR rates with {X}, {Y} and {Z}: {p}%, {q}% and {r}%.",
    "Median PFS was {a} months for {X}. The corresponding figures for {Y} and {Z} were {b} and {c} months.",
    "5-year DFS was {p}% with {X} v {q}% with {Y} (HR 0.62); it was {r}% with {Z}.",
    "PFS did not differ between {Y} and {Z} ({b} v {c} months) but was longer with {X} ({a} months).",
)
TRIOS = [*permutations(("T-DXd", "T-DM1", "lapatinib"))]
OF_EACH = (
    {"a": "9.1", "d": "29.3", "p": "61.5", "s": "35.8"},
    {"b": "6.4", "e": "22.7", "q": "44.2", "t": "71.4"},
    {"c": "12.3", "f": "31.9", "r": "52.1", "u": "80.6"},
)


_T, _D, _V, _L, _C = (
    f"agent:{name}" for name in ("trastuzumab", "docetaxel", "vinorelbine", "lapatinib", "capecitabine")
)
OF_ANY_KIND = (
    (("yoga", "usual care"), ("yoga", "usual care"), ("yoga", "usual care")),
    (("whole-breast irradiation", "partial-breast irradiation"),) * 3,
    (("letrozole 2.5 mg", "letrozole 0.5 mg"),) * 3,
    (("trastuzumab and docetaxel (TD)", "trastuzumab and vinorelbine (TV)"), ("TD", "TV"), ((_T, _D), (_T, _V))),
    (
        ("arm A (trastuzumab plus docetaxel)", "arm B (trastuzumab plus vinorelbine)"),
        ("arm A", "arm B"),
        ((_T, _D), (_T, _V)),
    ),
    (("capecitabine plus lapatinib", "capecitabine alone"), ("the combination", "monotherapy"), ((_L, _C), (_C,))),
)
"""How two arms are set out, what they are called in results, and what they are: their agents, else their name."""

FRAMES_OF_ANY_KIND = (
    "Median PFS was {a} months with {X} and {b} months with {Y}.",
    "Median PFS was {a} v {b} months for {X} and {Y}, respectively.",
    "Median PFS ({X} v {Y}) was {a} v {b} months.",
    "In patients given {X}, 5-year DFS was {p}%; in patients given {Y}, {q}%.",
    "{X} improved 5-year DFS compared with {Y} ({p}% v {q}%).",
    "Compared with {Y}, {X} led to a higher 5-year DFS ({p}% v {q}%).",
    "5-year DFS was lower with {Y} ({q}%) than with {X} ({p}%).",
    "5-year DFS was {p}% after {X}, against {q}% after {Y}.",
)


def _opened(told: str) -> str:
    """Begins every sentence with a capital letter, but for "pCR"."""
    return _SENTENCE.sub(lambda match: match[1] + match[2].upper(), told)


def _written(frame: str, first: str, second: str) -> str:
    return _opened(frame.format(X=first, Y=second, **OF_X, **OF_Y, **OTHER))


def _read(text: str) -> dict[str, set[tuple[str, ...]]]:
    """Returns the agents of the arms to which each value was given."""
    given: dict[str, set[tuple[str, ...]]] = {}
    for found in extract(read_text(text, source="frame"), load_vocabulary()).findings:
        for value, arm in ((found.value, found.arm), (found.comparator_value, found.comparator)):
            if value and not value[0].isalpha():
                given.setdefault(value, set()).add(arm.concepts if arm else ())
    return given


@pytest.mark.parametrize("frame", FRAMES)
def test_each_value_is_of_the_arm_that_the_words_give_it_to(frame: str) -> None:
    for first, second in PAIRS:
        told = {OF_X[name]: {ARMS[first]} for name in OF_X if f"{{{name}}}" in frame}
        told |= {OF_Y[name]: {ARMS[second]} for name in OF_Y if f"{{{name}}}" in frame}
        for set_out in ((first, second), (second, first)):
            text = SET_OUT.format(*set_out) + _written(frame, first, second)
            assert _read(text) == told, text


@pytest.mark.parametrize("frame", OF_THREE)
def test_each_of_three_values_is_of_its_arm(frame: str) -> None:
    for trio in TRIOS:
        values = {name: value for of_one in OF_EACH for name, value in of_one.items()}
        told = {
            of_one[name]: {ARMS[arm]}
            for arm, of_one in zip(trio, OF_EACH, strict=True)
            for name in of_one
            if f"{{{name}}}" in frame
        }
        sentence = _opened(frame.format(X=trio[0], Y=trio[1], Z=trio[2], **values))
        text = SET_OUT.format("T-DXd, T-DM1", "lapatinib") + sentence
        assert _read(text) == told, text


@pytest.mark.parametrize("frame", EFFECTS)
def test_a_ratio_is_of_the_arm_of_which_the_words_tell_it(frame: str) -> None:
    for first, second in PAIRS:
        for set_out in ((first, second), (second, first)):
            text = SET_OUT.format(*set_out) + _written(frame, first, second)
            found = [one for one in extract(read_text(text, source="frame"), load_vocabulary()).findings if one.effect]
            told = [(one.arm and one.arm.concepts, one.comparator and one.comparator.concepts) for one in found]
            assert set(told) == {(ARMS[first], ARMS[second])}, text


def test_a_lone_value_that_names_neither_of_two_arms_is_of_none() -> None:
    text = SET_OUT.format("T-DXd", "T-DM1") + (
        "Median PFS was 9.1 months with T-DXd and 6.4 months with T-DM1. In all patients, the 3-year OS rate was 71.4%."
    )
    assert _read(text)["71.4"] == {()}


def test_a_list_that_gives_no_result_tells_the_order_of_the_arms() -> None:
    for first, second in PAIRS:
        told = f"Grade 3 events occurred in 40% and 39% of patients on {first} and {second}. ORR was 52.1% and 44.2%."
        for set_out in ((first, second), (second, first)):
            given = _read(SET_OUT.format(*set_out) + told)
            assert (given["52.1"], given["44.2"]) == ({ARMS[first]}, {ARMS[second]}), told


@pytest.mark.parametrize("frame", FRAMES_OF_ANY_KIND)
def test_arms_of_any_kind_keep_their_values_in_either_order(frame: str) -> None:
    of_x, of_y = ("9.1", "6.4") if "{a}" in frame else ("61.5", "44.2")
    for printed, names, meant in OF_ANY_KIND:
        for x, y in ((0, 1), (1, 0)):
            for set_out in (printed, printed[::-1]):
                text = SET_OUT.format(*set_out) + _written(frame, names[x], names[y])
                given = _named(text)
                assert (given[of_x], given[of_y]) == (frozenset(meant[x]), frozenset(meant[y])), text


def _named(text: str) -> dict[str, frozenset[str]]:
    """Returns what each value is of: the agents of its arm, else the letters of its name."""
    found = extract(read_text(text, source="frame"), load_vocabulary()).findings
    sides = [side for f in found for side in ((f.value, f.arm), (f.comparator_value, f.comparator))]
    return {value: frozenset(arm.concepts or arm.label) for value, arm in sides if value and arm}


@pytest.mark.parametrize(
    "controls", ["those who were observed", "the women who were only observed", "those merely observed"]
)
def test_those_who_were_observed_are_the_arm_of_observation(controls: str) -> None:
    text = (
        "Women were assigned to lapatinib for 1 year or to observation. At 8 years, 77% of the women treated for 1 "
        f"year and 71% of {controls} were alive."
    )
    (finding,) = extract(read_text(text, source="test"), load_vocabulary()).findings
    assert (finding.value, finding.comparator_value) == ("77", "71")
    assert (finding.arm and finding.arm.label, finding.comparator and finding.comparator.label) == (
        "lapatinib",
        "observation",
    )


def test_a_regimen_that_opens_a_sequence_of_letters_is_not_the_whole_of_it() -> None:
    text = "The AC→DH arm reached a 3-year disease-free survival of 86% and the AC→D arm one of 80%."
    (finding,) = extract(read_text(text, source="test"), load_vocabulary()).findings
    labels = [arm and arm.label for arm in (finding.arm, finding.comparator)]
    assert sorted(map(str, labels)) == ["AC→D", "AC→DH"]

"""The turns of phrase that tell what figures are about: an endpoint without its name, or something of no finding.

Names of endpoints come from the vocabulary; how phrases become topics is told in `topics`.
"""

from __future__ import annotations

import re

from herald.core.findings import Reason
from herald.extraction.phrases import Phrases, Turns

PROGRESSION = "progression"
"""The risk of progression, where nothing says whether deaths are counted with it."""
RECURRENCE = "recurrence"
"""The risk of recurrence, which goes by the name that the document has for it, if it names one."""
RECURRENCE_OR_DEATH = "recurrence or death"
"""The risk of either, which goes by the name that the document has for it."""
UNTIL_GROWTH = "time until growth"
"""How long it took until the cancer grew, in everyday words."""
_GROWS = (
    r"(?:the|their|its|her)\s(?:cancers?|disease|tumou?rs?)\s(?:had\s|to\s)?"
    r"(?:progress|gr[eo]w|g[oe]t(?:s|ting)?\sworse|worsen|spread)"
)
PARAPHRASES = (
    (r"clinical(?=\s(?:and|or)\spatholog\w+\s(?:complete\s)(?:response|remission)s?\b)", "CR", False),
    (
        r"invasive[-\s](?:disease\s)?(?:breast\scancer\s)?(?:events?|recurrences?|relapses?)?\s?(?:or|and)\s(?:had\s)?(?:deaths?|died)|invasive[-\s]disease\sevents?",
        "iDFS",
        True,
    ),
    (
        r"(?:took|take|taking)\s(?:\w+\s)?longer\sto\sprogress|took\b(?=\s(?:an?\s)?median\s[^;()]{2,40}?\sto\sprogress)|time\sbefore\s(?:the\s)?(?:disease|cancer|tumou?rs?)\sprogressed"
        r"|time\s(?:before|until)\s" + _GROWS + r"(?!\w*(?:\sagain)?,?\sor\b)"
        r"|took\b(?=[^;]{0,60}\b(?:before|until|for)\s" + _GROWS + ")",
        UNTIL_GROWTH,
        False,
    ),
    (r"\bprogressed\b(?=\safter\san?\s(?:median|mean)\s)", "TTP", False),
    (
        r"(?:put(?:s|ting)?\soff|delay(?:s|ed|ing)|postpon\w+|held\s(?:off|back))\s(?:the\s)?(?:disease\s|tumou?r\s)?"
        r"progression(?=[\s,]+(?:with\s|by\s)?[(\d])",
        UNTIL_GROWTH,
        False,
    ),
    (
        r"(?:intracranial|cns|brain)\sprogression\sor\sdeath"
        r"|(?:risk\sof\s(?:disease\s)?)?progression\s(?:with)?in\sthe\s(?:brain|cns|central\snervous\ssystem)\sor\s(?:of\s)?death",
        "CNS-PFS",
        True,
    ),
    (r"(?:risk|hazard)\s(?:of|for)\s(?:disease\s)?progression(?!\sor)", PROGRESSION, True),
    (r"event[-\s]free(?!\s(?:survival|interval))", "EFS", False),
    (
        r"(?:(?:alive|lived|survived|were|remained)\s(?:and\s)?without|(?:had|have|has)\s(?:had\s)?no)\s(?:an?\s|any\s)?invasive[-\s](?:disease|recurrence|relapse|breast\scancer)"
        r"|invasive[-\s](?:recurrences?|relapses?)\sor\sdeaths?",
        "iDFS",
        False,
    ),
    (r"free\s(?:of|from)\s(?:an?\s)?invasive[-\s]disease(?:\sevents?)?", "iDFS", False),
    (r"(?:was|were|are|remained)\sfree\s(?:of|from)\s(?:the\s)?disease(?=\s(?:at|after)\s)", "DFS", False),
    (r"survival\s(?:and|with)\sfreedom\sfrom\s(?:[\w-]+\s){0,5}?(?:disease|recurrences?)", "DFS", False),
    (
        r"(?:freedom\sfrom|(?:alive|lived|living|survived|were|remained)\s(?:and\s)?(?:without|free\s(?:of|from)))\s(?:an?\s|any\s)?distant\s"
        r"(?:disease|recurrences?|relapses?|metastas[ie]s)",
        "DRFS",
        False,
    ),
    (r"(?:alive\s)?without\s(?:intracranial|cns|brain)\sprogression", "CNS-PFS", False),
    (r"second\sprogression\sor\sdeath", "second progression or death", True),
    (r"first\ssubsequent\s(?:treatment|therapy)\sor\sdeath", "time to first subsequent treatment or death", False),
    (
        r"(?:disease[-\s]|tumou?r[-\s])?(?:progression|progressed|progressing)\sor\s(?:death|died|dying)|progression\sevents?",
        "PFS",
        True,
    ),
    (
        r"(?:without|free(?:dom)?\s(?:of|from))\s(?:disease\s|tumou?r\s)?progression|progression[-\s]free"
        r"|\b(?:lived|survived|went)\b(?=[^;]{0,50}\bwithout\s(?:\w+\s){0,3}?(?:progress|growing|getting\sworse|worsening))"
        r"|(?:held|kept|controlled)\s(?:the|their|her)\s(?:disease|cancers?|tumou?rs?)(?:\s(?:in\scheck|at\sbay|stable|under\scontrol))?(?=\sfor\s)"
        r"|(?:cancers?|disease|tumou?rs?)\s(?:had\s)?(?:stayed|remained|kept)\s(?:in\scheck|at\sbay|stable|under\scontrol)(?=\sfor\s)"
        r"|\b(?:lived|went|had)\b(?=[^;]{0,60}\b(?:before|until)\s" + _GROWS + ")"
        r"|time\s(?:before|until)\s"
        + _GROWS
        + r"(?:\sagain)?,?\sor\s(?:the\s(?:patient|woman|person)|they|she|someone|patients)\s(?:had\s)?died"
        r"|time\s(?:lived\s)?without\s(?:the\s|their\s|her\s|a\s)?(?:cancers?|disease|tumou?rs?)\s(?:growing|progressing|spreading|worsening|getting\sworse)",
        "PFS",
        False,
    ),
    (r"(?:disease\s)?(?:recurrence|relapse)s?\sor\sdeaths?", RECURRENCE_OR_DEATH, True),
    (
        r"(?:alive|living|lived|survived)\s(?:and\s)?(?:with\sno|without|free\s(?:of|from)|(?:had|have)\s(?:had\s)?no)\s(?:an?\s|any\s|breast\s|cancer\s|disease\s){0,3}"
        r"(?:recurrence|relapse)s?",
        "DFS",
        False,
    ),
    (r"free\s(?:of|from)\s(?:disease\s)?(?:recurrence|relapse)|disease[-\s]free", "DFS", False),
    (
        r"risks?\sof\s(?:disease\s|breast\scancer\s|the\scancer\s)?(?:recurrence|relapse|recurring|relapsing)(?!\sor\s(?:death|dying))"
        r"|\b(?:recurrence|relapse)\srisk\b",
        RECURRENCE,
        True,
    ),
    (
        r"(?:disease\s)?(?:recurrence|relapse)s?(?=\s(?:occurred|was\s(?:seen|observed|noted|reported)|were\s))|\brelapsed\b",
        "recurrence",
        True,
    ),
    (
        r"(?:cancers?|disease|tumou?rs?)\s(?:had\s|has\s|have\s)?(?:came\sback|come\sback|return(?:ed)?\b|recur(?:red)?\b)",
        "recurrence",
        True,
    ),
    (r"\b(?:have|had|having)\san?\s(?:recurrence|relapse)\b(?!-free)", "recurrence", True),
    (
        r"(?<=ratio\sfor\s)(?:recurrence|relapse)\b(?!-free)|(?<=HR\sfor\s)(?:recurrence|relapse)\b(?!-free)",
        "recurrence",
        True,
    ),
    (
        r"quality\sof\slife\s(?:took\s(?:\w+\s)?longer\sto\s(?:worsen|deteriorate)|(?:worsened|deteriorated)\slater)",
        "time to worsening of quality of life",
        False,
    ),
    (r"(?:median\s)?time\sto\sdeath", "OS", False),
    (r"(?:age-standardi[sz]ed\s|net\s)?relative\ssurvival(?:\s(?:rates?|ratios?))?", "relative survival", False),
    (
        r"(?<![-\w])survival(?=\s(?:data\s|results\s|follow-up\s)?(?:is|are|was|were|remains?|remained)\s(?:still\s)?(?:not\s(?:yet\s)?|im)(?:mature|ripe)\b)",
        "OS",
        False,
    ),
    (r"(?<![%)\d]\s)(?<!ths\s)overall(?=\s(?:and|or)\s(?:[\w–-]+[\s–-]){1,3}?survival\b)", "OS", False),
    (r"distant\s(?:recurrence|relapse)s?(?!-)", "distant recurrence", True),
    (
        r"responses?\s(?:that\s)?(?:lasted|(?:were|are)\s(?:estimated|expected|reckoned|calculated)\sto\s(?:last|have\slasted)|held|continued|persisted|went\son|was\sdurable|(?:were\s)?maintained)|(?<!-up\s)(?<!-up\shad\s)(?<!ment\s)(?<!rapy\s)(?:and\s)?lasted\sa\smedian"
        r"|(?:(?:tumou?rs?|cancers?)\s)?(?:shrank|shrunk|respon\w+)\b[^.;()\d]{0,30}?\s(?:stayed|remained)\s(?:that\sway|in\s(?:remission|response))"
        r"|of\s(?:longer|shorter)\sduration|(?:held|lasted|persisted)\s(?:for\s)?longer"
        r"|durations?\sof\s(?:the\s)?(?:objective\s|overall\s|clinical\s)?(?:response|remission)s?"
        r"|(?:(?:of|with|for|lasting|and|the|their|its|whose)\s)?(?:an?\s)?(?:median|mean)\sdurations?\b(?=,\s\d|\s(?:of\s(?:about\s|more\sthan\s|over\s)?\d|(?:was|were|being|in|with|for)\s))",
        "DOR",
        False,
    ),
    (
        r"\bpet[-\s]respon\w+(?:\srates?)?"
        r"|\b(?:an?\s)?(?:(?:had|have|achieved|showed|with|complete|partial|objective|overall|confirmed|clinical|early|tumou?r)\s)?"
        r"respon\w+\s(?:on|by)\s(?:\S+\s)?(?:\S+-)?pet\b",
        "PET response rate",
        False,
    ),
    (r"\bmetabolic\srespon\w+(?:\srates?)?(?:\son\s(?:\S+-)?pet\b)?", "metabolic response", False),
    (
        r"(?:best\s)?(?:overall\s|objective\s)?responses?\s(?:was|were)\s(?:an?\s)?(?:partial\sor\scomplete|complete\sor\spartial)",
        "ORR",
        False,
    ),
    (
        r"complete(?:ly)?\s(?:clinical\s|intracranial\s|cns\s)?(?:responses?|remissions?|responded|responders?)",
        "CR",
        False,
    ),
    (r"complete\b(?=\s(?:in|for)\s\d)", "CR", False),
    (r"complete\b(?=\s(?:and|or)\s\S+\s(?:\S+\s)?partial)", "CR", False),
    (
        r"(?<!pathological\s)(?<!pathologically\s)(?<!pathologic\s)complete(?:ly)?(?=(?:\sones?)?(?:\s(?:in|for|among)\s|\s?[,;.:)]|\s\(\d|,?\s(?:and|or|versus|vs\.?)\s(?:in\s)?\d|$))",
        "CR",
        False,
    ),
    (
        r"partial(?=(?:\sones?)?(?:\s(?:in|for|among)\s|\s?[,;.:)]|,?\s(?:and|or|versus|vs\.?)\s(?:in\s)?\d|$))",
        "PR",
        False,
    ),
    (
        r"partial(?:ly)?\s(?:clinical\s|intracranial\s|cns\s)?(?:responses?|remissions?|responded|responders?)",
        "PR",
        False,
    ),
    (
        r"(?<!term\s)(?<!non-)respon(?:ded|ders?|ding)\b(?!\s(?:within|to\s(?:earlier|previous|prior)))|(?<!survey\s)(?<!questionnaire\s)responses?\s(?:(?:was|were)(?!\s(?:stable|partial|complete)\b)|occurred|came|seen|observed|went\sup|rose|increased|rates?)"
        r"|(?<!such\s)(?:had|have|achieved|showed|with|an?|objective|overall|confirmed|clinical|tumou?r)\s(?!such)responses?\b",
        "ORR",
        False,
    ),
    (
        r"(?<!immune\s)(?<!antibody\s)(?<!survey\s)(?<!dose[-\s])(?<!pathological\s)(?<!pathologic\s)(?<!of\s)(?<!to\s)responses?(?=[,:]?\s?[(\[]?\d[\d.·]*\s?%)",
        "ORR",
        False,
    ),
    (r"(?<=were\s)long-term\sresponders|long-term\sresponders(?=\swere\s\d)", "durable response", False),
    (r"(?:vanished|disappeared|gone)\s(?:\w+\s)?from\s(?:the\s)?breasts?", "pCR", False),
    (r"(?:vanished|disappeared)(?:\s(?:completely|altogether|entirely))?(?=\s(?:in|on|for)\s)", "CR", False),
    (
        r"(?:intracranial|cns)\sresponse\swas\s(?:an?\s)?(?:partial\sor\scomplete|complete\sor\spartial)",
        "CNS ORR",
        False,
    ),
    (
        r"\bresponses?\sto\s(?:treatment|therapy)(?=\s(?:was|were)\s(?:seen|observed|noted|recorded)\sin\s)",
        "ORR",
        False,
    ),
    (
        r"(?:cancers?|tumou?rs?|metastas[ie]s|disease)\sin\s(?:the|their)\sbrains?\s(?:to\s)?shr[iau]nk\w*",
        "CNS ORR",
        False,
    ),
    (
        r"(?:tumou?rs?|cancers?)\s(?:to\s)?(?:shr[iau]nk\w*|shrinkage)(?:\s(?:or|and)\s(?:vanished|disappeared))?"
        r"|shr[iau]nk\w*\s(?:the\s|their\s|her\s)?(?:tumou?rs?|cancers?)(?=\s(?:in|for|of)\s)",
        "ORR",
        False,
    ),
    (
        r"(?:free\sof|no|eradicat\w+\sof)\s(?:residual\s)?invasive\s(?:tumou?r|cancer|disease)\s(?:in|at|left)",
        "pCR",
        False,
    ),
    (
        r"\b(?:lived|survived)\b(?=[^;]{0,60}\bafter\s(?:disease\s|first\s|second\s)?progression)",
        "post-progression survival",
        False,
    ),
    (
        r"(?:were|was|remained|are|still)\s(?:alive|living)(?!\s(?:and\s(?!\d)|without|with\sno|free))|(?<!-free\s)survival\s(?:rates?|probabilit\w+|was|of|differed|(?:did\snot\s)?differ)"
        r"|(?:difference|improvement|increase|benefit|gain|effect)s?\s(?:in|on)\ssurvival\b|median\ssurvival|(?:longer|better|improv\w+|prolong\w+|extend\w*|lengthen\w*|shorter|worse)\s(?:median\s)?survival(?!-)|(?<!-free\s)(?<!specific\s)survival(?=\s(?:had\sa\smedian|by|at|to|from|for|with|on|among|stood|rose|came|reached|remained|stayed)\b|:\s)|\bsurvived|\blived\b",
        "OS",
        False,
    ),
    (r"\balive\b(?!\s(?:and\s(?!\d)|without|with\sno|free))", "OS", False),
    (
        r"(?:breast[-\s])?cancer[-\s](?:related|specific)\s(?:mortality|deaths?)|(?:deaths?|died|mortality)\s(?:from|due\sto|of)\sbreast\scancer"
        r"|breast\scancer\s(?:mortality|deaths?)",
        "breast cancer mortality",
        True,
    ),
    (
        r"(?<!programmed\s)(?<!programmed\scell\s)\bdeaths?\b(?![-\s](?:ligand|receptor|protein|1\b))|\bdied\b|\bmortality\b",
        "OS",
        True,
    ),
)
_ORGAN = r"(?:cns|brain|central\snervous\ssystem)"
SITE = r"\b" + _ORGAN
_NAMED = (
    (
        ("time",),
        r"\btime\s(?:from\s(?:[\w-]+\s){1,4}?)?(?:to|until|till)\s(?:first\s|the\s|definitive\s|subsequent\s|next\s)?[a-z][\w-]*"
        r"(?:\s(?:of|or|in|and)?\s?[a-z][\w-]*){0,5}?"
        r"(?=\s(?:was|were|took|of|with|for|by|on|in|did|is|and|reached|developed|occurred|appeared)\b|\s?[,;:.()\[]|$)",
    ),
    (
        ("took", "occurred after"),
        r"(?P<took>\b[a-z]\w+(?:\s[a-z][\w-]*){0,6}?(?=\s(?:took|occurred\safter)\sa\smedian))",
    ),
    (("free survival", "free interval"), r"\b(?:[a-z]+\s){0,2}[a-z-]+[-\s]free\s(?:survival|interval)"),
    (
        ("local", "regional", "lateral"),
        r"\b(?:local|locoregional|regional|ipsilateral|contralateral)\s(?:breast\s)?(?:tumou?r\s)?"
        r"(?:recurrences?|relapses?|failures?|cancers?|progressions?)\b"
        r"|\bprogress(?:ed|ing)\s(?:locally|locoregionally|regionally)(?:\sbefore\s(?:the\s)?surgery)?",
    ),
    (
        ("first",),
        r"\b"
        + _ORGAN
        + r"\s(?:metastas[ie]s|involvement|relapses?|recurrences?|progression)\s(?:as|at|was|were)\s(?:the\s|a\s)?"
        r"first\s(?:site\sof\s)?(?:disease\s)?(?:relapse|recurrence|progression)"
        r"|\bfirst\s(?:site\sof\s)?(?:disease\s)?(?:relapse|recurrence|progression)s?\s"
        r"(?:was|were|occurred|appeared|involved|being)\s(?:(?:an?|as|in|the|with)\s){0,3}"
        + _ORGAN
        + r"\b(?:\s(?:metastas[ie]s|lesions?|relapse))?"
        r"|\b(?:relapse|recurrence|progression|disease)\sfirst\s(?:occurred|appeared|recurred|relapsed|progressed)\sin\s"
        r"(?:the\s)?" + _ORGAN + r"\b",
    ),
    (
        ("cns", "brain", "central nervous"),
        SITE
        + r"\sprogression(?=\s(?:was|were|occurred|developed|rates?|events?)\b)|"
        + SITE
        + r"\s(?:\(cns\)\s)?was\s(?:\w+\s){0,2}?(?:involved\s(?:(?:less|more)\soften\s)?(?:at|in)"
        r"|(?:the\s)?(?:first\s)?site\sof)\s(?:the\s)?"
        r"(?:first\s)?(?:disease\s)?(?:progression|relapse|recurrence)"
        r"|\b(?:progression|relapse|recurrence)\s(?:with)?in\s(?:the\s)?" + SITE + r"(?:\s\(cns\))?"
        r"|\bprogressive\s" + _ORGAN + r"\s(?:disease|metastas[ie]s)\b"
        r"|\b(?:cases|patients|women)\swith\s(?:symptomatic\s)?"
        + SITE
        + r"\s(?:involvement|progression)(?:\sat\s(?:first\s)?progression)?"
        r"|"
        + SITE
        + r"\s(?:recurrence|relapse)s?(?:\s(?:as|at)\s(?:the\s|a\s)?first\s(?:[\w-]+\s){0,3}?(?:event|site))?",
    ),
    (
        ("cumulative",),
        r"\b(?:overall\s)?cumulative\s(?:(?:\d+|two|three|five|ten)-year\s)?(?:incidence|probability|risk)"
        r"(?:\sof\s[a-z][\w-]*(?:\s[\w-]+){0,4}?(?=\s(?:was|were|at|with|in|for|of|by)\b|[,;:.()]))?",
    ),
)
"""Turns of phrase that are names of endpoints themselves, each with words without which it need not be looked for."""
_MEASURES_OF_TESTS = (
    r"sensitivit(?:y|ies)(?!\s(?:analys|to\b))",
    r"specificit(?:y|ies)",
    r"accurac(?:y|ies)",
    r"(?:positive|negative)\spredictive\svalues?|ppvs?|npvs?",
    r"(?:area\sunder\s(?:the\s)?(?:roc\s|receiver[\w\s-]{0,30}\s)?curve|\bau(?:ro)?c)s?",
    r"c-?\s?(?:index|statistic)",
    r"(?<!-)kappa|concordance|discordance|agreement(?=\s(?:of|was|between|rate))",
    r"coefficients?\sof\svariation|correlation\scoefficients?",
    r"(?:called|classified|scored|stained|tested)(?=(?:[^.;]|\.\d){0,200}\spositive\b)",
    r"(?:detection|recall|upgrade)\srates?",
    r"variability|variance",
)
_PERFORMANCE = "|".join(
    rf"(?:{measure})\b(?:\s?[(\[][\w\s-]{{2,12}}[)\]])?(?:\s(?:of|for|in|to)\s[^,;.()\d]{{0,60}}?(?=\s(?:was|were|of)\s))?"
    for measure in _MEASURES_OF_TESTS
)
"""Measures of a test, a model or an instrument; endpoints in their names are what was to be foretold."""
_NO_KIND_LEFT = "".join(
    rf"(?<!\b{kind}-)"
    for kind in (
        "high",
        "higher",
        "low",
        "lower",
        "standard",
        "conventional",
        "intermediate",
        "reduced",
        "full",
        "single",
    )
)
_NO_KIND_RIGHT = r"(?!-(?:dens|intensi|escalat)|\s(?:group|arm|chemotherapy)s?\b)"
"""Around "dose" where it is part of the name of a treatment: 'high-dose chemotherapy', 'the dose-dense arm'."""
REJECTIONS = (
    (Reason.PERFORMANCE, _PERFORMANCE),
    (
        Reason.FOLLOW_UP,
        r"follow(?:ed)?[\s-]?ups?\b(?!\s(?:data|results|analys\w+|stud(?:y|ies)|reports?|findings)\b)|followed\s(?:(?:the\s|all\s)?(?:patients|women)\s)?(?:up\s)?for|followed\san?\s(?:minimum|median|mean)\sof|(?=for\sup\sto\s\d+\s(?:years|months)\s\((?:median|mean))for\sup\sto|monitored|data\scut-?\s?off|observation\s(?:time|period)",
    ),
    (
        Reason.TREATMENT_DURATION,
        r"(?:median|mean)\s(?:drug\s|treatment\s)?exposure\b|(?:duration|length|months|years|weeks|cycles)\sof\s(?:\w+\s){0,2}?(?:treatment|therapy|exposure|chemotherapy)(?!\sfailure)"
        r"|(?:treatment|therapy)\s(?:duration|exposure)|(?:median|mean)\s(?:\w+\s)?exposure\b|\bstill\s(?:had|took|received|on)\b|(?:were|was|remained)\s(?:still\s)?on\s(?:the\s)?(?:[\w-]+\s(?:alone|monotherapy)|(?:study\s)?(?:treatment|therapy|drug))\b|(?:were|was|been|had\sbeen)\s(?:still\s)?(?:receiving|taking)|\b(?:took|received|had|given)\s(?:[\w+-]+\s){1,6}?for\s(?:an?\s)?(?=[≥>]|at\sleast|more\sthan|over\s|median\s|mean\s)|time\son\s(?:treatment|study)|(?:stayed|remained|remaining)\son\s(?:treatment|therapy|study)",
    ),
    (
        Reason.SAFETY,
        r"adverse|\baes?\b|teaes?|saes?\b|toxicit\w+|toxic\sdeaths?|side[\s-]effects?|tolera\w+|(?:grades?\s(?:[≥>]\s?=?\s?)?[1-5](?!\d))|neutropeni\w+|diarrh\w+|nausea|vomiting|fatigue"
        r"|alopecia|an(?:a)?emia|thrombocytop\w+|leu[ck]openi\w+|neuropath\w+|hypertension|cardi(?:ac|otox\w+|omyop\w+)|ventricular\s(?:systolic\s|diastolic\s)?dysfunction|lvsd|lvef|ejection\sfraction|heart\sfailure|interstitial"
        r"|pneumonitis|\bild\b|\brash\b|stomatitis|mucositis|hepatotox\w+|infections?|discontinu\w+|dose\s(?:reduc|delay|interrupt|modif)\w+|hand[-\s]foot|palmar|arthralgia"
        r"|myalgia|hot\sflush\w*|hot\sflash\w*|thrombo\w+|stopped\s(?:treatment|therapy|early)|stopped\s(?:\w+\s){0,3}?because\sof|\bheart\s(?:was|is)\s(?:affected|damaged)|treatment-related|drug-related|died\s(?:during|on)\s(?:treatment|study)|deaths?\s(?:during|on)\s(?:treatment|study)|\bdlts?\b|hyperglyc\w+|transaminase|\balt\b|\bast\b|bilirubin|headache|constipation|time\sto\s(?:the\s)?(?:first\s)?onset|hypersensitivity|infusion|complications?\b|seromas?\b|ha?ematomas?\b|dehiscence|lymph(?:o)?edema",
    ),
    (
        Reason.DESIGN,
        r"\bpower(?:ed)?\b|(?:sided|type\si{1,2}|alpha|beta)\s(?:\w+\s)?error|[αβ]\s?=|\balpha\b|\bassum\w+|to\sdetect|hypothes\w+|sample\ssize|two-stage|non-?inferiority\s(?:margin|bound\w*|limit)|\bplanned\b|\bmargin\b|(?<!neither\s)(?<!missed\sthe\s)(?<!missed\sits\s)(?<!cross\sthe\s)(?<!reach\sthe\s)(?<!reached\sthe\s)(?<!meet\sthe\s)(?<!crossed\sthe\s)(?<!crossed\sa\s)(?<!crossed\s)(?<!passed\s)(?<!passed\sthe\s)(?<!passed\sa\s)(?<!stopping\s)boundar(?:y|ies)|information\sfraction|\bi\s?2\s?=|\bi²|heterogeneity|posterior\sprobability|target\s(?:accrual|enrol\w+)"
        r"|(?:was|were|is|are)\s(?:needed|required)\sto|stratified\sby|stratification|randomi[sz]ed\s(?:in\sa\s)?\d:\d",
    ),
    (
        Reason.ELIGIBILITY,
        r"\beligib\w+|inclusion\scriteria|exclusion\scriteria|(?:median|mean|average)\sage|\baged?\b(?=\s(?:\d|of|range|between|was|>|≥|<))|age\srange|years\s(?:old|of\sage)|at\sbaseline|baseline\scharacter\w+|\becog\b|performance\sstatus|karnofsky"
        r"|\b(?:black|white|asian|caucasian|hispanic)\b|body[\s-]mass|\bbmi\b|tumou?r\ssize",
    ),
    (
        Reason.BACKGROUND,
        r"\bhistorical\w*|\bprevalence\b|(?:accounts?|accounting|accounted|responsible)\sfor(?!\s(?:this|that|it|these)\b)|\bcomprise[sd]?\b|worldwide|in\s(?:earlier|previous|other)\s(?:studies|trials)|(?:trials|studies|reports)\s(?:\w+\s){0,4}previously|completed\s(?:the\s)?(?:study|treatment|questionnaire|\w+\scycles)|cross(?:ed|es|ing)\sover\b|(?:gone|went)\sover\sto\b|(?<!when\s)switched\sto\b"
        r"|complian\w+|adheren\w+|response\srates?\s(?:to|of)\sthe\s(?:survey|questionnaire)"
        r"|(?:survey|questionnaire)\sresponse\srates?",
    ),
    (
        Reason.NO_ENDPOINT,
        r"short-term\sresponders|(?:(?<!\ba\s)numbers?(?!\sof\s(?:events|deaths))|proportions?|percentages?|incidence|frequency|frequencies)\sof\s|breast[-\s]conserv\w+|mastectom\w+|nodal\sstatus|lymph\snode\sstatus|\bscores?\b"
        r"|\bconcentrations?\b|(?:serum|plasma|hormone|cholesterol)\slevels?|quality\sof\slife|\bki-?67\b|\buptake\b"
        r"|\b(?:over)?express(?:ion|ing)\b(?=\s?[(\[]\s?\d[\d.]*\s?%)",
    ),
    (
        Reason.DOSE,
        _NO_KIND_LEFT + r"\bdoses?\b(?!\s(?:reduc|delay|interrupt))" + _NO_KIND_RIGHT + r"|\bdosage\b|\bdosing\b"
        r"|\bloading\b",
    ),
)
SPOKEN = tuple((cues, re.compile(pattern)) for cues, pattern in _NAMED)
SPOKEN_CUES = Phrases("|".join(cue for cues, _ in _NAMED for cue in cues), re.IGNORECASE)
REJECTION = Turns({f"r{at}": pattern for at, (_, pattern) in enumerate(REJECTIONS)}, re.IGNORECASE)
PARAPHRASE = Turns({f"e{at}": pattern for at, (pattern, _, _) in enumerate(PARAPHRASES)}, re.IGNORECASE)
PLAN = Phrases(
    r"\bpower(?:ed)?\s(?:to|of|for|was|at)\b|\d%\spower\b|\bassum(?:ed|ing|ption|es)\b|to\sdetect\sa|\bp0\s?=|[αβ]\s?="
    r"|\b(?:one|single|two)-stage\s(?:phase\s\w+\s)?design|\bcounted\son\s(?:an?\s|the\s|\d)|\bnull\shypothesis"
    r"|\busing\san?\s(?:estimated|assumed)\s|sample\ssize\s(?:of|was|calc)|\bsized\s(?:so|to)\b"
    r"|\b(?:responders|respondents|clinicians|oncologists|physicians|surgeons)\s(?:\([^()]{1,12}\)\s)?(?:thought|believed|felt|would)\b"
    r"|\basked\swhat\sthey\s(?:expected|thought|believed)\b|would\s(?:be\s(?:considered|required|needed|regarded|accepted|declared|deemed|of)|count\sas|stop\sfor\s)"
    r"|\b(?:was|were)\sto\sbe\s(?:considered|regarded|accepted|declared|deemed|claimed)\b|\bnon-?inferiority\s(?:was\sdefined|required|demanded)\b",
    re.IGNORECASE,
)
"""Words after which the figures of a sentence are assumptions of a design, not results."""
SURVEY = Phrases(r"\b(?:surveys?|questionnaires?|respondents|mailed)\b", re.IGNORECASE)

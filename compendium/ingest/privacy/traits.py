"""What few people share: the characteristics that may single somebody out, and how much each weighs."""

import re

ENOUGH = 3
"""Characteristics are weighed: 3 may fit one person at an establishment by itself, 1 only with others."""

_NATIONS = (
    "Polish|Vietnamese|Albanian|Romanian|Lithuanian|Latvian|Estonian|Somali|Nigerian|Ghanaian|Jamaican|Chinese"
    "|Kurdish|Turkish|Iranian|Iraqi|Afghan|Syrian|Eritrean|Ethiopian|Sudanese|Congolese|Zimbabwean|Kenyan|Ugandan"
    "|Gambian|Algerian|Moroccan|Libyan|Egyptian|Indian|Pakistani|Bangladeshi|Sri Lankan|Tamil|Nepalese|Gurkha|Filipino"
    "|Filipina|Thai|Brazilian|Colombian|Bolivian|Portuguese|Spanish|Italian|French|German|Dutch|Greek|Bulgarian|Czech"
    "|Slovak|Slovakian|Hungarian|Ukrainian|Russian|Georgian|Armenian|Serbian|Kosovan|Croatian|Swedish|Norwegian"
    "|Danish|American|Canadian|Australian|Japanese|Korean|Mongolian|Guyanese|Trinidadian|Barbadian|Irish|Uzbek|Tajik"
    "|Kazakh|Kyrgyz|Turkmen|Azerbaijani|Chechen|Belarusian|Moldovan|Montenegrin|Macedonian|Bosnian|Slovenian|Austrian"
    "|Swiss"
    "|Belgian|Finnish|Icelandic|Maltese|Cypriot|Catalan|Basque|Israeli|Palestinian|Lebanese|Jordanian|Yemeni|Saudi"
    "|Kuwaiti"
    "|Omani|Emirati|Qatari|Tunisian|Mauritanian|Malian|Senegalese|Guinean|Ivorian|Liberian|Sierra Leonean|Togolese"
    "|Beninese"
    "|Cameroonian|Gabonese|Angolan|Zambian|Malawian|Mozambican|Namibian|Botswanan|South African|Rwandan|Burundian"
    "|Tanzanian"
    "|Djiboutian|Malagasy|Mauritian|Seychellois|Comorian|Cape Verdean|Burmese|Rohingya|Cambodian|Laotian|Malaysian"
    "|Singaporean|Indonesian|Timorese|Taiwanese|Tibetan|Bhutanese|Maldivian|Hazara|Pashtun|Fijian|Samoan|Tongan|Papuan"
    "|Maori|Mexican|Guatemalan|Honduran|Salvadoran|Nicaraguan|Costa Rican|Panamanian|Venezuelan|Ecuadorian|Peruvian"
    "|Chilean"
    "|Argentinian|Argentine|Uruguayan|Paraguayan|Surinamese|Belizean|Haitian|Cuban|Dominican|Puerto Rican|Grenadian"
    "|Vincentian|Antiguan|Kittitian|Montserratian|Bermudian|Bahamian|St Lucian"
)
_RARE_JOBS = (
    r"(?:police|prison|probation|customs|immigration) (?:officer|sergeant|inspector|constable|governor|chief|detective)"
    r"|policem[ae]n|policewom[ae]n|detective|governor|solicitor|barrister|lawyer|judge|magistrate|MP|politician"
    r"|councillor"
    r"|mayor|doctor|GP|surgeon|dentist|consultant|anaesthetist|psychiatrist|psychologist|pharmacist|vet|midwife"
    r"|paramedic"
    r"|head ?teacher|lecturer|professor|academic|priest|vicar|imam|rabbi|monk|nun|bishop|pastor|pilot|footballer|boxer"
    r"|jockey|cricketer|athlete|actor|actress|musician|singer|journalist|newsreader|banker|accountant|civil servant"
    r"|diplomat|fire ?fighter|fireman|coastguard|sea captain|ship[’']s captain|social worker|scout leader|millionaire"
)
RARE_JOB = rf"(?:former|ex-?|retired|one-time|onetime|disgraced|sometime) ?(?:[\w-]+ )?(?:{_RARE_JOBS})"
"""What few in a prison were before."""
_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"


def _words(pattern: str, *, capitals: bool = False) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", 0 if capitals else re.I)


_CHARACTERISTICS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("gender identity", 3, _words(r"trans(?:gender|sexual)?(?: ?(?:wo)?m[ae]n)?|non-binary|intersex")),
    ("sexuality", 3, _words(r"gay|lesbian|bisexual|LGBT\w*\+?|queer")),
    ("ethnic group", 3, _words(r"(?:Irish )?Travellers?|Roma|Romany|Gypsy|Gypsies|GRT|Showm[ae]n", capitals=True)),
    ("nationality", 3, _words(_NATIONS, capitals=True)),
    ("nationality", 3, _words(
        r"(?!Foreign|Non|Dual|British|English|EU|UK|The|European|Other)[A-Z]\w+(?: [A-Z]\w+)?[- ](?:born|national"
        r"|citizen|speaker|speaking)(?! (?:team|officer))"
                              r"|speaker of [A-Z]\w+", capitals=True)),
    ("nationality", 1, _words(r"foreign[ -]nationals?|non-UK nationals?|Welsh|Scottish|European")),
    (
        "disability or illness",
        3,
        _words(
            r"wheelchair(?:[ -]users?)?|blind|deaf|deafblind|amputee|partially sighted|hearing[ -]impaired|cancer"
            r"|dementia"
            r"|epilep\w+|autis\w+|asperger\w*|parkinson[’']?s|multiple sclerosis|HIV|hepatitis|schizophreni\w+|bipolar"
            r"|terminally ill|dying|dialysis|stroke survivor|learning (?:disabilit\w+|disabled)|brain injur\w+"
            r"|sickle cell|colostomy|tourette\w*|down[’']?s syndrome|cerebral palsy|paraplegic|prosthetic"
        ),
    ),
    ("disability or illness", 1, _words(r"disabled|disability|adhd|dyslexi\w+|diabet\w+|ptsd|neurodivergent")),
    ("pregnancy or birth", 3, _words(r"pregnan\w+|mother and baby unit|gave birth|new mother|expectant|miscarriage")),
    ("religion", 3, _words(
        r"Jewish|Jew|Buddhists?|Sikhs?|Hindus?|Quakers?|Mormons?|Pagans?|Rastafarians?|Rasta|Jehovah[’']s Witness\w*"
        r"|Orthodox|Salvationist|Zoroastrian|Baha[’']i", capitals=True)),
    ("religion", 2, _words(r"Muslims?|Christians?|Catholics?|Pentecostal|Methodist", capitals=True)),
    ("ethnic group", 1, _words(
        r"black|asian|mixed[ -](?:race|heritage|ethnicity)|african|caribbean|arab|minority ethnic|ethnic minority")),
    ("age", 3, _words(r"octogenarian|nonagenarian|in (?:his|her|their) (?:late )?(?:seventies|eighties|nineties)"
                      r"|seventy-\w+|eighty(?:-\w+)?|ninety(?:-\w+)?")),
    ("rare offence", 3, _words(
        r"terroris\w+|arson\w*|infanticide|treason|piracy|espionage|cannibal\w*|kidnap\w*|child cruelty"
        r"|death by (?:dangerous|careless) driving|modern slavery|people smuggling|fraudster|perjury|blackmail")),
    ("offence", 2, _words(r"murder(?:er)?|manslaughter|joint enterprise|fraud|trafficking|stalking")),
    ("number of children", 3, _words(
        r"(?:mother|mum|father|dad|parent) (?:of|to) (?:[5-9]|1\d|five|six|seven|eight|nine|ten|eleven|twelve|twins"
        r"|triplets)"
        r"|(?:[6-9]|six|seven|eight|nine|ten) (?:children|kids)")),
    ("number of children", 1, _words(r"(?:mother|mum|father|dad|parent) (?:of|to) (?:[1-4]|one|two|three|four)")),
    ("life or IPP sentence and years", 3, re.compile(
        rf"\b(?:life|lifer|IPP|indeterminate)\b.{{0,40}}?\b(?:\d\d?|{_NUMBERS}|fifteen|sixteen|seventeen|eighteen"
        rf"|nineteen"
        rf"|twenty(?:-\w+)?|thirty) (?:years|over)|\b(?:\d\d?|{_NUMBERS}|fifteen|sixteen|seventeen|eighteen"
        rf"|nineteen|twenty"
        r"|thirty) years.{0,40}?\b(?:life sentence|lifer|IPP|over tariff|tariff)\b", re.I)),
    ("years served", 3, re.compile(
        r"\b(?:1[5-9]|[2-6]\d|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?"
        r"|forty)\+? years"
        r"[’']? (?:in(?:side| prison| custody| jail| total)|served|of (?:his|her|a) sentence|into)"
        r"|\b(?:in(?:side| prison| custody)?|served|serving) (?:for |since )?(?:1[5-9]|[2-6]\d|twenty|thirty"
        r"|forty) years", re.I)),
    ("years served", 1, re.compile(rf"\b(?:serv(?:ed|ing) )?(?:\d\d?|{_NUMBERS})(?:[ -]and a half)? years?[’']?"
                                   r" (?:inside|served|in|into|left|to serve)|\bserving (?:\d\d?"
                                   r"|" + _NUMBERS + r")[ -]years?", re.I)),
    ("role", 3, _words(
        r"listener in the (?:women[’']s|vulnerable|segregation) (?:unit|wing)|chair of the (?:prison(?:er)? )?council"
        r"|council chair|red band|(?:the|a) only (?:listener|representative|orderly)|number one (?:cook|orderly)"
        r"|editor of the (?:prison )?(?:magazine|newsletter)")),
    ("role", 2, _words(r"(?:chapel|chaplaincy|imam[’']s|gardens?|library|segregation|hospital) orderly")),
    ("role", 1, _words(r"listener|peer mentor|(?:council|wing|equality|equalities|diversity"
                       r"|veterans?) rep(?:resentative)?")),
    ("former work", 3, _words(RARE_JOB)),
    ("background", 2, _words(r"ex-(?:army|soldier|serviceman|marine|servicewoman)|(?:former|retired) (?!prisoners?\b"
                             r"|residents?\b|offenders?\b|service\b|users?\b|drug\b|addicts?\b|smokers?\b|inmates?\b"
                             r"|partners?\b|gang\b|council\b|peer\b|listeners?\b|wing\b|category\b"
                             r"|residents?\b)[a-z]\w+"
                             r"|veteran|refugee|asylum seeker|stateless")),
    ("background", 1, _words(r"care[ -]leaver|care[ -]experienced|homeless|first time in prison|on remand|recalled")),
)  # fmt: skip
_AGE = re.compile(
    r"(?:^|[,;(]\s?|\baged? |\bwho (?:is|was) )(?P<age>1\d|[2-9]\d)(?=\s*(?:[,;)]|$)| years? old| year-old|-year-old)",
    re.I,
)
_YEAR_OLD = re.compile(r"\b(?P<age>1\d|[2-9]\d)[ -]years?[ -]old\b")


def traits(text: str) -> list[tuple[str, int]]:
    """What the text says of a person that few share, with its weight; each characteristic once, at its heaviest."""
    found: dict[str, int] = {}
    for name, weight, pattern in _CHARACTERISTICS:
        if pattern.search(text):
            found[name] = max(weight, found.get(name, 0))
    for pattern in (_AGE, _YEAR_OLD):
        if match := pattern.search(text):
            age = int(match["age"])
            found["age"] = 3 if age >= 65 or age <= 18 else max(1, found.get("age", 0))
    return list(found.items())

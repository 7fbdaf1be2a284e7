"""The words by which names are told: what is a name, what only looks like one, who may be named, and what is said of
whom. Kept apart from the rules that use them (see `names`), so that a list can be read and corrected on its own."""

import re

from compendium.ingest.privacy.person_words import CAPITALS, FULL_NAME, NAME_WORD, STAFF, TITLE

_OFFICE = (
    r"chief inspectors?|inspectors?|ombudsman|commissioner|ministers?|secretary|lord chancellor|mp|mps|ms[pe]|qc|kc"
    r"|justice|professors?|prof|dr|author|co-author|editor|academics?|(?<!peer )researchers?|criminologist|historian"
    r"|chief executive|ceo|(?:managing |national |regional |executive |assistant |deputy )?director(?: of| general)?"
    r"|chair(?:man|woman|person)?|president|founder|co-founder|trustee|patron|poet|writer|novelist|playwright"
    r"|campaigner|journalist|broadcaster|lord|lady|baroness|baron|dame|sir|rt hon|hon|bishop|archbishop|pope|saint|st"
    r"|king|queen|prince|princess|philosopher|psychologist and|singer|actor|artist|footballer|councillor|cllr|mayor"
    r"|head of (?:policy|research)|spokes(?:man|woman|person)|sheriff|coroner|recorder"
    r"|(?:lead|senior|head) (?:of|for) (?:policy|research)|policy (?:lead|manager|officer)|inspection|photographer"
    r"|illustrator|designer"
)
OFFICE_BEFORE = re.compile(
    rf"\b(?:{_OFFICE}|judge)\b\.?,?(?:\s+(?:{CAPITALS}|(?-i:[A-Z])\.?)){{0,2}}\s*[,:(]?\s*$", re.I
)
OFFICE_AFTER = re.compile(
    rf"(?:\s{CAPITALS})?\s*(?:[,(:–—-]|\n|,? (?:is|was|who is|who was))\s*(?:(?:the|a|an|then|former"
    rf"|his majesty[’']s|her majesty[’']s|hm|our"
    rf"|its|their|previous|current|late|now|joint|founding|lead|independent|prison|award-winning)\s+){{0,4}}"
    rf"(?:{CAPITALS}\s+)?(?:{_OFFICE})\b",
    re.I,
)
"""People of office, science or public life may be named."""

THANKED = re.compile(
    r"\b(?:thank|thanks|thanked|grateful|gratitude|indebted|acknowledge|in memory of|dedicated to|written by"
    r"|edited by|authored by|research(?:ed)? by|(?:photo(?:graph)?s?|pics?|pictures?|images?|words|report|text"
    r"|introduction)(?: credit:?)? (?:by|courtesy of)"
    r"|cover image|illustrat\w+ by|design(?:ed)? by"
    r"|(?:artwork|poem|painting|drawing|cover) by|led by|chaired by|conducted by|carried out by|commissioned by"
    r"|interviewed by|quoted in|cited in|see also|founded by)\b",
    re.I,
)
CITED_AFTER = re.compile(
    rf"[’']?s?\s*(?:,? et al|[A-Z]{{1,3}}(?=[,;]|\.(?! [a-z])|\s+and\b)|[A-Z]\.(?! (?!and\b|et\b)[a-z])|(?:(?:,| and"
    rf"| &) {NAME_WORD})*,?\s*\(?\[?(?:19"
    rf"|20)\d\d[a-z]?\b|,\s*(?:[A-Z]\.\s?)+)"
)
CITED_BEFORE = re.compile(rf"(?:\(|; )(?:see )?(?:{NAME_WORD}(?:,| and| &) )*$")
OF_A_THING_BEFORE = re.compile(
    r"\b(?:agency|charity|company|organisation|service|provider|programme|project|app|tool|system|scheme|initiative"
    r"|website|software|course|hurricane|storm|play|film|novel|book),? (?:called |named )?[‘'“\"]?$",
    re.I,
)
OF_A_THING_AFTER = re.compile(
    r"[’']s [Ll]aws?\b|\s+(?:line|ward|street|prison|station|road|cross|wing|unit|park|report|review|inquiry|act"
    r"|commission|judgment|case"
    r"|principles?|model|theory|scale|test|award|trust|foundation|programme|course|unit|scheme|room|hall|building"
    r"|centre)\b"
)
NOT_BEFORE = re.compile(
    r"(?:\b(?:HM ?P|HMYOI|YOI|St|Saint|Lord|Lady|Sir|Dame|Baroness|Baron|Justice|Judge|King|Queen|Prince|Princess|Pope"
    r"|President|Mount|Bishop|Cardinal|Professor|Prof|Cllr|Councillor|Fort|Port|Lake|Great|New|Saint)\.?\s|[&/]\s?)$"
)

# ---- what is said of whom: (words before, words after)

SAID_AFTER = re.compile(
    r"(?:,[^,.;]{1,60},)?\s+(?:(?:also|then|later|has|had|once|often|still|even|\w+ly)\s+){0,2}(?:said|says|told|tells"
    r"|explain(?:ed|s)|describ(?:ed|es)|recall(?:ed|s)|added|adds|felt|feels|remember(?:ed|s)|wrote|spoke|talked|shared"
    r"|comment(?:ed|s)|report(?:ed|s)|reflect(?:ed|s)|put it|agreed|admitted|laughed|cried|wept|shrugged)\b"
)
TOLD_US = re.compile(
    r"\s+(?:told (?:us|me|the researchers?|(?:our )?inspectors|(?:our|the) (?:team|group|forum))|remembered|recalled)\b"
)
SAID_BEFORE = re.compile(
    r"\b(?:said|says|told (?:us|me) by|explained|added|recalled|according to|the words of|we (?:met|spoke (?:to|with)"
    r"|interviewed)|(?:interview|conversation) with)\s+$",
    re.I,
)
HE_OR_SHE = re.compile(r"\b(?:he|she|him|her|his|himself|herself)\b")
OPENS_AFTER = re.compile(r"\s*:\s*[“\"‘']")
ATTRIBUTED_BEFORE = re.compile(r"[”\"’'.!?…][.,]?\s?\[?\d{0,2}\]?\s*(?:[—–―-]{1,2}\s*|[(\[]\s*|\n\s*)$")
ATTRIBUTED_AFTER = re.compile(r"\s*(?:[,)(\]\n–—]|$|- )")
LABEL_LINE = re.compile(r"(?:^|\n)[ \t]*[—–―-]?[ \t]*$")
AGE_AFTER = re.compile(
    r"(?:,?\s*\(|,\s+)(?:aged? )?(?:1[0-9]|[2-9]\d)(?:s\b)?(?=[,);.]|\s*$|\n| years?\b|-year)|,? aged (?:1[0-9]"
    r"|[2-9]\d)\b"
    r"|,\s+(?:an?|who (?:is|was)) (?:\w+ ){0,2}\d\d[- ]year|\s+(?:is|was) (?:an? )?(?:aged )?\d\d[ -]years?[ -]old\b"
)
DESCRIBED_AFTER = re.compile(
    r",\s+(?:(?:an?|the) )?(?:m[ae]n|wom[ae]n|male|female|prisoner|resident|former prisoner|serving|on (?:probation"
    r"|licence|remand)|lifer|HM ?P|HMYOI|YOI|released|young adult|service user|participant|mother of|father of)\b"
)
LIVED_AFTER = re.compile(
    r"(?:,[^,.;]{1,60},)?\s+(?:(?:was|is|had been|has been|had|has|who|then|later|first|recently|now|still)\s+){0,3}"
    r"(?:serving|released|recalled|sentenced|remanded|imprisoned|jailed|convicted|arrested|transferred"
    r"|sent (?:back )?to (?:prison|jail|custody)|(?:came|went|returned|gone) (?:in)?to (?:prison|jail|custody)"
    r"|arrived (?:at|in|from) (?:HM|prison|reception)|left (?:prison|custody|HMP)|serv(?:ed|es) \w+ (?:years|months"
    r"|weeks)"
    r"|lost (?:his|her|their) (?:job|home|flat|children)|in (?:prison|custody|(?:his|her|their|a) cell)"
    r"|on (?:remand|licence|probation|recall|basic|an? IPP|an? ACCT)|on (?:the|his|her|my) wing|spent \w+ (?:years"
    r"|months|weeks)"
    r"|(?:self-harmed|self harmed|relapsed|overdosed)|lives? in|waited|attends|takes medication)\b"
)
CALLED_BEFORE = re.compile(
    r"\b(?:prisoners?|m[ae]n|wom[ae]n|residents?|participants?|lad|inmates?|person|(?:cell|pad|room)[ -]?mates?|friend"
    r"|mate|daughter|son|brother|sister|wife|husband|girlfriend|boyfriend|fianc[ée]e?|mum|mother|dad|father|partner"
    r"|grandson|granddaughter|niece|nephew|baby)(?:,| is| was| called| named|, (?:who is )?called|, named)? $",
    re.I,
)
STORY_BEFORE = re.compile(
    r"(?:^|\n|\b)(?:Case study|Case example|Story|Profile|Meet|Spotlight on|Introducing)(?: \d+)?\s*[:–—-]?\s+$", re.I
)
CASE_STUDY = re.compile(
    r"\b(?:case (?:study|example|history)|practice (?:study|example)|(?:his|her|their|my) story)\b", re.I
)
OF_SOMEBODY_AFTER = re.compile(r"[’']s? |\s+(?:is|was|has|had|and (?:his|her))\b")
STORY_AFTER = re.compile(r"[’']s?\s+(?:story|experience|journey|case study|words|timeline|diary)\b", re.I)

PRETENDED_AFTER = re.compile(
    r"\s*[,(*]*\s*(?:not (?:his|her|their) real name|(?:a )?pseudonym|(?:a )?false name|name(?: has been)? changed"
    r"|not (?:a )?real name|(?:as )?(?:he|she|they) (?:chose|asked|liked?s?|preferred|wanted|wished) to be (?:called"
    r"|known))",
    re.I,
)
PRETENDED_BEFORE = re.compile(
    r"\b(?:call(?:ed|ing)? (?:him|her|them)|we (?:will |shall |have |’ll |'ll )?call|known here as"
    r"|(?:using|under|given) the (?:name|pseudonym)|asked to be (?:called|known as)|chose (?:the name|to be called)) $",
    re.I,
)
CHOSEN = re.compile(
    rf"[‘'“\"](?P<name>{NAME_WORD}(?: {NAME_WORD})?)[,.]?[’'”\"](?=,? \(?(?:aged )?\d\d\b|,? (?:said|told|explained"
    rf"|described|recalled)"
    r"|, (?:HM ?P|resident|prisoner|(?:a )?(?:wo)?man|\w+ worker))"
)
NAMES_CHANGED = re.compile(
    r"\bnames? changed\b"
    r"|\bnames?\b(?! of (?:the )?(?:prisons?|establishments?|sites?|organisations?|places?"
    r"|services)\b(?! and))(?:,? (?!not\b)[\w’'-]+,?){0,9}? (?:have|has|were|was|are|is) (?:all |also "
    r"|therefore )?(?:been )?(?:changed"
    r"|altered|anonymi[sz]ed|replaced|invented|fictitious|pseudonyms?)\b"
    r"|\bpseudonyms\b|\bnot (?:their|people[’']s|participants[’']) real names\b|\bchang(?:ed|ing) (?:all |the |their"
    r"|participants[’'] |people[’']s )*names\b|\b(?:false|fictional|invented|made-up|fictitious) names\b",
    re.I,
)

STAFF_BEFORE = re.compile(
    rf"\b{STAFF}(?: on (?:the )?\w+)?(?:,|,? (?:is |was |who is )?(?:called|named)| is| was"
    rf"| by the name of)? (?:{TITLE})?(?:{CAPITALS} and )?$",
    re.I,
)
STAFF_AFTER = re.compile(
    rf"(?:,\s+(?:(?:an?|the|her|his|my|our|their)\s+)?| the ){STAFF}\b|\s+\((?:an?\s+|the\s+)?{STAFF}\b|,? (?:is"
    rf"|was) (?:my"
    rf"|our|his|her) {STAFF}\b",
    re.I,
)
STAFF_AT_AFTER = re.compile(
    r",? (?:in|from|on|down|up|at) (?:the )?(?:OMU|reception|healthcare|education|chaplaincy|gym|security|safer custody"
    r"|visits|probation|offender management|resettlement|psychology|library|kitchens?|workshops?|property|stores)\b",
    re.I,
)
"""Where staff work, when those who are held speak of them."""

ANY_TITLE = re.compile(
    r"(?:fficers?|PO|SO|CM|OSG|PCO|PO?M|PC|Manager|worker|Gov(?:ernor)?|Imam|Nurse|Chaplain|M(?:rs?|s|iss|x)"
    r"|Dr)\.? [A-Z]"
)
"""Sooner looked for than the next."""
TITLED = re.compile(
    r"(?<![\w’'-])(?:(?P<rank>(?:(?:Prison|Senior|Custodial|Supervising|Principal|Probation|Duty|Police) )?Officer"
    r"|Officers(?= [A-Z]\w+ and [A-Z])|PO"
    r"|SO|CM|OSG|PCO|POM|COM|PC|(?:prison |wing |landing |probation |detention )?officer|(?:Custodial|Offender|Wing"
    r"|Case|Unit) Manager|[Kk]ey ?worker|(?:Deputy |Duty |Number One )?Governor|Gov|Imam|Nurse|Chaplain)"
    rf"|(?P<title>(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?)) (?!(?:Mr|Mrs|Ms|Miss"
    rf"|Dr)\b)(?P<name>(?:[A-Z]\.? ){{0,2}}{FULL_NAME})(?![\w@])"
)

IDIOM = re.compile(
    r"\b(?:rob(?:bing|bed)? Peter to pay Paul|Tom, Dick,? (?:and|or|&) Harry|Jack[- ]of[- ]all[- ]trades"
    r"|Jack the [Ll]ad"
    r"|Bob[’']s your uncle|Jekyll and Hyde|(?:happy|pleased) as Larry|for Pete[’']s sake|smart [Aa]lec\w*|Jack Russell"
    r"|doubting Thomas|Walter Mitty|Billy [Nn]o[- ][Mm]ates|Peter Pan|Robin Hood|Joe (?:Bloggs|Public|Average)"
    r"|J\. Bloggs"
    r"|John Doe|plain Jane|every man jack|before you (?:could )?say Jack Robinson|Big Brother|Holy Joe|Union Jack"
    r"|keep(?:ing)? up with the Joneses|Florence Nightingale|Romeo and Juliet|Adam and Eve|Sherlock Holmes|Harry Potter"
    r"|Charlie and the|Father Christmas|Aunt Sally|Johnny[- ]come[- ]lately|not know\w* (?:\w+ ){0,2}from Adam)",
)
"""Names in sayings and of people in stories."""


def is_thanked(before: str) -> bool:
    """Whether the sentence so far thanks people, or says who wrote or drew something."""
    return bool(THANKED.search(re.split(r"[.!?;]\s|\n", before)[-1]))


def pretended(before: str, after: str) -> str:
    """How the words around a name show that it is not the real one; empty where they do not."""
    if PRETENDED_AFTER.match(after) or PRETENDED_BEFORE.search(before):
        return "the text says that it is not the real name"
    return ""

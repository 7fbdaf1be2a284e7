"""The words by which names are told: what is a name, what only looks like one, who may be named, and what is said of
whom. Kept apart from the rules that use them (see `names`), so that a list can be read and corrected on its own."""

import re
from functools import cache

from compendium.data import table

NAME_WORD = (
    r"(?:(?:[OD][’']|Ma?c)?[A-ZÀ-ÖØ-Ý][a-zß-öø-ÿ]+|[A-ZÀ-ÖØ-Ý][a-zß-öø-ÿ]+[A-Z][a-z]+)(?:-[A-ZÀ-ÖØ-Ý]?[a-zß-öø-ÿ]+)*"
)
"""A word that begins with a capital, as names do."""

_CAPITALS = f"(?-i:{NAME_WORD})"
"""The same inside a pattern that passes over case."""


@cache
def listed(name: str) -> frozenset[str]:
    """The words of that table of the list of names."""
    return frozenset(word for words in table("first_names")[name].values() for word in words.split())


RUN = re.compile(rf"(?<![\w’'@/.-]){NAME_WORD}(?: (?:[A-Z]\.? )?{NAME_WORD})*(?![\w@])")
"""Capitalised words one after the other, with an initial between them perhaps."""


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
    rf"\b(?:{_OFFICE}|judge)\b\.?,?(?:\s+(?:{_CAPITALS}|(?-i:[A-Z])\.?)){{0,2}}\s*[,:(]?\s*$", re.I
)
OFFICE_AFTER = re.compile(
    rf"(?:\s{_CAPITALS})?\s*(?:[,(:–—-]|\n|,? (?:is|was|who is|who was))\s*(?:(?:the|a|an|then|former"
    rf"|his majesty[’']s|her majesty[’']s|hm|our"
    rf"|its|their|previous|current|late|now|joint|founding|lead|independent|prison|award-winning)\s+){{0,4}}"
    rf"(?:{_CAPITALS}\s+)?(?:{_OFFICE})\b",
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
    rf"[’']?s?\s*(?:,? et al|[A-Z]{{1,3}}(?=[,.;]|\s+and\b)|[A-Z]\.|(?:(?:,| and| &) {NAME_WORD})*,?\s*\(?\[?(?:19"
    rf"|20)\d\d[a-z]?\b|,\s*(?:[A-Z]\.\s?)+)"
)
CITED_BEFORE = re.compile(rf"(?:\(|; )(?:see )?(?:{NAME_WORD}(?:,| and| &) )*$")
OF_A_THING_BEFORE = re.compile(
    r"\b(?:agency|charity|company|organisation|service|provider|programme|project|app|tool|system|scheme|initiative"
    r"|website|software|course|hurricane|storm|play|film|novel|book),? (?:called |named )?[‘'“\"]?$",
    re.I,
)
OF_A_THING_AFTER = re.compile(
    r"[’']s [Ll]aws?\b|\s+(?:line|street|prison|station|road|cross|wing|unit|park|report|review|inquiry|act"
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
STORY_AFTER = re.compile(r"[’']s?\s+(?:story|experience|journey|case study|words)\b", re.I)

PRETENDED_AFTER = re.compile(
    r"\s*[,(*]*\s*(?:not (?:his|her|their) real name|(?:a )?pseudonym|(?:a )?false name|name(?: has been)? changed"
    r"|not (?:a )?real name|(?:as )?(?:he|she|they) (?:chose|asked) to be called)",
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

VICTIM_BEFORE = re.compile(
    r"\bvictims?(?:,| was| were| named| called|:|, named|, called)? $"
    r"|\b(?:murders?|manslaughter|killing|stabbing|rape|deaths?|suicide|unlawful killing|shooting|inquest"
    r"|self-inflicted death|serious case review|kidnap(?:ping)?|abduction|assault) (?:of|into|on)"
    r" (?:(?:the|his|her|their|a) (?:\w+ ){0,2}?)?(?:\w+, |\w+ )?(?:\d\d?[- ]year[- ]old )?(?:Mr |Mrs |Ms |Miss )?$"
    r"|\b(?:murdered|killed|murdering|killing|stabbed|stabbing|raped|raping|strangled|strangling|assaulting|abused"
    r"|abusing) (?:\d\d?[- ]year[- ]old )?$",
    re.I,
)
VICTIM_FIRM = re.compile(
    r"\b(?:victim|murder of|killing of|murder(?:ed|ing)|manslaughter of|stabbing of)[,:]?(?: was| named| called)? $",
    re.I,
)
VICTIM_FIRM_AFTER = re.compile(
    r"(?:,[^,.;]{1,60},| \(\d\d\))?\s+(?:who )?(?:(?:was|were) (?:found (?:dead|hanging|unresponsive|hanged)|murdered"
    r"|stabbed|strangled)|(?:took|taken) (?:his|her|their) own life|hanged (?:himself|herself))"
    r"|,? (?:aged )?\d\d,? was (?:one of|the \w+ of) [\w ]{1,30} to die\b"
)
VICTIM_AFTER = re.compile(
    r"(?:,[^,.;]{1,60},| \(\d\d\))?\s+(?:who )?(?:died (?:in|at|on|by|of|while|after|as)\b|(?:was"
    r"|were) (?:found (?:dead|hanging"
    r"|unresponsive|hanged)|murdered|killed|stabbed|raped|strangled)|(?:took|taken|ended) (?:his|her|their) own life"
    r"|hanged (?:himself|herself)|killed (?:himself|herself))|[’']s (?:\w+[ -]){0,2}(?:death|murder|killing|suicide"
    r"|inquest|killer|body)\b"
    r"|,? (?:aged )?\d\d,? was (?:one of|the \w+ of) [\w ]{1,30} to die\b"
)

_STAFF = (
    r"(?:prison |custody |custodial |wing |senior |reception |visits |gym |probation |personal |supervising )*"
    r"(?:officers?|key ?workers?|offender managers?|POMs?|COMs?|support workers?|case ?workers?|chaplains?|imams?"
    r"|nurses?|teachers?|tutors?|instructors?|governors?|psychologists?|doctors?|dentists?|GP|social workers?|mentors?"
    r"|recovery workers?|resettlement workers?|orderly officers?|landing staff|screws?|CM|SO|PO)"
)
STAFF_BEFORE = re.compile(
    rf"\b{_STAFF}(?: on (?:the )?\w+)?(?:,|,? (?:is |was |who is )?(?:called|named)| is| was"
    rf"| by the name of)? (?:(?:Mr|Mrs|Ms|Miss|Dr|Father|Sister|Reverend|Rev|Imam)\.? )?(?:{_CAPITALS} and )?$",
    re.I,
)
STAFF_AFTER = re.compile(
    rf",\s+(?:(?:an?|the|her|his|my|our|their)\s+)?{_STAFF}\b|\s+\((?:an?\s+|the\s+)?{_STAFF}\b|,? (?:is|was) (?:my"
    rf"|our|his|her) {_STAFF}\b"
    r"|,? (?:in|from|on|down|up|at) (?:the )?(?:OMU|reception|healthcare|education|chaplaincy|gym|security"
    r"|safer custody|visits"
    r"|probation|offender management|resettlement|psychology)\b",
    re.I,
)
TITLED = re.compile(
    r"(?<![\w’'-])(?:(?P<rank>(?:(?:Prison|Senior|Custodial|Supervising|Principal) )?Officer|PO|SO|CM|OSG|PCO|POM|COM"
    r"|(?:Deputy |Duty |Number One )?Governor|Imam|Nurse|Chaplain)|(?P<title>(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?)) "
    rf"(?P<name>{NAME_WORD}(?: {NAME_WORD})?)(?![\w@])"
)

"""The words by which speakers are known: staff, people with lived experience, family, those in between, and hearsay.

Kept apart from the rules that use them (see `voices`), so that a list can be read and corrected on its own.
"""

import re

_STAFF_NOUN = (
    r"officers?|managers?|governors?|practitioners?|practioners?|staff|keyworkers?|key[ -]workers?|chaplains?"
    r"|imams?|nurses?"
    r"|doctors?|gp|teachers?|tutors?|instructors?|lecturers?|workers?|caseworkers?|police|constables?|sergeants?"
    r"|inspectors?"
    r"|psychologists?|psychiatrists?|pharmacists?|dentists?|therapists?|counsellors?|clinicians?|professionals?"
    r"|supervisors?"
    r"|directors?|deputy|deputies|superintendents?|coordinators?|co-ordinators?|administrators?|headteachers?"
    r"|employees?"
    r"|technicians?|support grades?|work coach(?:es)?|sentencers?|providers?|leads?|heads? of|chief executives?|ceos?"
    r"|commissioners?|personal advis[eo]rs?"
)
STAFF = re.compile(rf"\b(?:{_STAFF_NOUN}|omu|poms?|coms?|pso|spo|hmpps|pco|social work(?:er)?s?|team leaders?)\b", re.I)

# "offender manager", "prisoner custody officer", "women's support worker": staff, whatever the first word is.
STAFF_COMPOUND = re.compile(
    r"\b(?:(?:child(?:ren)?|young people|visits)['’]?s? (?:and|&) )?(?:offender|prisoner|resident|inmate|lifer"
    r"|service[ -]user|women|woman|men|man|male|female|boys?|girls?"
    r"|young (?:people|person|adult)"
    r"|youth|famil(?:y|ies)|child(?:ren)?|victim|visitors?)(?:['’]?s|s['’])?[ -]+(?:(?:custody|escort|liaison|support"
    r"|engagement|involvement|learning|"
    rf"education|welfare|safety|services?|prison|probation|police|health|social|case|senior"
    rf"|supervising)[ -]+){{0,2}}(?:{_STAFF_NOUN})\b",
    re.I,
)

JOB_TITLE = re.compile(rf"(?:[\w’'&/-]+ ){{0,6}}(?:{_STAFF_NOUN})", re.I)
DEPARTMENT = re.compile(
    r"(?<!former )(?<!ex-)(?<!ex )\b(?:(?:prisoner|offender|resident|inmate|lifer|child(?:ren)?|visitor|famil(?:y|ies)"
    r"|service[ -]user)(?:s['’]|['’]s|s)?,? (?:(?:and|&) )?){1,3}(?:(?:mental|health|housing|recovery|learning|safety"
    r"|support|engagement|resettlement|employment|education|visits|complaints|escort) ){0,2}(?:team|unit|healthcare"
    r"|workshops?|services?|department|pathway|programme|education|casework|engagement|safety|support|housing"
    r"|employment|resettlement|learning|health)(?![\w’'-]| (?:group|user|volunteer|rep))",
    re.I,
)
"""Where somebody works whose job stands before it: "Instructor, prisoner workshops"."""

SERVED_TOO = re.compile(
    r"\bwho (?:(?:had|has|have|once|also|previously|later|is|was|were) )*(?:served|serving|spent|did (?:time|\w+ years)"
    r"|released|jailed|imprisoned|sentenced|convicted|inside|in (?:prison|custody|jail)"
    r"|on (?:licence|probation|remand))\b|\bformerly in (?:prison|custody|jail)\b"
    r"|\bwith (?:lived|personal) experience\b|\bwith (?:criminal )?convictions\b",
    re.I,
)
"""Of a member of staff: she has been a prisoner, or may have been."""

BETWEEN = re.compile(
    r"\b(?:(?:kitchens?|laundry|servery|gardens?|wing"
    r"|workshop|recycling|library|gym) (?:worker|orderl|cleaner)\w*"
    r"|peer|mentors?|volunteers?|listeners?|lived[ -]experience (?:practitioner|worker|lead|consultant"
    r"|advis[eo]r|officer|manager"
    r"|professional|team|researcher)s?"
    r"|(?<!he )(?<!they )now(?! (?:living|lives|released|out|home|serving|aged|\d"
    r"|on (?:licence|probation|remand|bail|tag)|in (?:the community|prison|custody|approved premises)))"
    r"|turned|employers?|(?:prison|official|health) visitors?|imb"
    r"|independent monitoring|"
    r"advocates?|experts? by|researchers?|interviewers?|facilitators?|consultants?|trustees?"
    r"|partner (?:organisation|agenc)\w*|solicitors?|"
    r"lawyers?|barristers?|magistrates?|judges?|mps?|ministers?|stakeholders?|former staff"
    r"|victims?(?! (?:liaison|contact) (?:officer|manager|worker|lead)s?\b)"
    r"|ha(?:s|ve|d) (?:himself|herself|themselves)|firm|company|ltd|limited|chain|business|contributors?)\b",
    re.I,
)

LIVED_STRONG = re.compile(
    r"\b(?:(?:ex|former)[ -])?(?:prisoners?|inmates?|detainees?|service[ -]users?|ex-?offenders?|offenders?|lifers?"
    r"|probationers?"
    r"|prison leavers?|care leavers?|residents?)\b"
    r"|\b(?:people|persons?|man|men|wom[ae]n|adults?|boys?|girls?|individuals?|mothers?|fathers?|someone"
    r"|participants?|respondents?|interviewees?)"
    r" (?:\w+ ){0,3}?(?:(?:in|from|leaving|released from|inside) (?:an? )?(?:\w+ )?(?:prison|custody|jail)"
    r"|on (?:probation|licence|remand|recall|bail|tag)"
    r"|with (?:lived )?experience|(?:with|who ha(?:s|ve)) (?:a )?(?:criminal )?(?:convictions?|records?)"
    r"|under (?:probation )?supervision)\b"
    r"|\blived[ -]experience (?:forum|group|panel|council) members?\b|\bform(?:er|erly) (?:incarcerated"
    r"|imprisoned)\b|\bincarcerated\b",
    re.I,
)
LIVED_PERSON = re.compile(
    r"\b(?:m[ae]n|wom[ae]n|males?|females?|boys?|girls?|young (?:people|persons?|adults?|m[ae]n|wom[ae]n|males?"
    r"|females?)|child|children)\b",
    re.I,
)
STUDY_PERSON = re.compile(r"\b(?:participants?|respondents?|interviewees?|p ?\d{1,3})\b", re.I)

_RELATIVE = (
    r"(?:(?:grand|step)-?)?(?:mother|mum|mam|father|dad|parent|son|daughter|child)(?:-in-law)?|wife|wives|husband"
    r"|partner"
    r"|girlfriend|boyfriend|sister|brother|carer|relative|relation|famil(?:y|ies)(?: members?)?|spouse|nan|nana|gran"
    r"|fianc[ée]e?|cousin|niece|nephew|aunt(?:ie)?|uncle|friend|mate|loved one"
)
FAMILY = re.compile(
    rf"\b(?:{_RELATIVE})s? (?:of|to) (?:an? |the |one |some |our |two )?(?:[\w’'-]+ ){{0,3}}?(?:ex-)?(?:prisoners?"
    r"|m[ae]n|wom[ae]n|residents?|boys?|girls?|people|persons?|someone|somebody|offenders?|inmates?|lifers?|detainees?"
    r"|service[ -]users?)"
    r"(?: (?:in|on|at) (?:an? )?(?:prison|custody|jail|probation|licence|remand))?\b"
    rf"|\b(?:prisoner|inmate|resident|offender|lifer|detainee|service[ -]user)(?:s?['’]s?|s['’]) (?:{_RELATIVE})s?\b"
    rf"|^(?:{_RELATIVE}) (?:of|to) (?-i:[A-Z][\w’-]+), (?:who is |now |currently )?"
    r"(?:(?:in|inside|leaving) (?:prison|custody|jail)|on (?:licence|remand|probation|recall|tag))$"
    rf"|^(?:his|her|their) (?:{_RELATIVE})\b|\bvisiting (?:his|her|their|my) (?:{_RELATIVE})\b"
    rf"|\b(?:{_RELATIVE})s? of (?:an? |the |two |three )?(?:baby|babies|child(?:ren)?|boys?|girls?)"
    rf" whose (?:{_RELATIVE})s? (?:is|was|are|were)\b|\bwhose (?:{_RELATIVE})s? (?:is|was) (?:at|in) (?:prison"
    rf"|custody|HM)"
    r"|\b(?:family members?|famil(?:y|ies)|relatives?|wife|wives|husbands?|girlfriends?|boyfriends?|sisters?|brothers?"
    r"|daughters?|sons?|grand(?:mother|father|parent|ma|dad)s?|aunts?|uncles?|visitors?|partners?|spouses?"
    r"|fianc[ée]e?s?"
    r"|next of kin)\b",
    re.I,
)
PARENTHOOD = re.compile(
    r",\s*(?:mother|mum|father|dad|parent) of (?:\d|one|two|three|four|five|six|seven|eight)"
    r"(?: (?:young |small |grown )?(?:children|kids))?(?=\s*(?:,|$))",
    re.I,
)
"""Said of a person who speaks for herself: "Woman, 39, mother of three"."""

FAMILY_PERHAPS = re.compile(r"\b(?:mothers?|mums?|mams?|fathers?|dads?|parents?|carers?)\b", re.I)

PLACE = re.compile(
    r"\b(?:HM ?(?:P|YOI|YOIP|P/YOI|P & YOI)|YOI|prison|approved premises|secure (?:training centre|children’s home"
    r"|children's home)|"
    r"(?:open|local|training|women[’']s) (?:prison|estate)|category [A-D]|cat [A-D]|immigration removal centre)\b"
)
HM_PRISON = re.compile(r"\bHM ?(?:P|YOI|YOIP)\b")
HEARD_INSIDE = re.compile(
    r"^(?:(?:prisoner|resident) (?:survey (?:response|answer|respondent|comment)"
    r"|(?:forum|focus group|discussion group)(?: \d+)?|letter)"
    r"|(?:former |ex-)?(?:council|wing|house ?block|unit|landing) rep(?:resentative)?)$",
    re.I,
)
"""What an answer, a forum or a representative is called when the prison is named beside it: of those living there. A
bare "Survey response, HMP X" or "Letter, HMP X" is not among them: staff answer surveys and write letters too."""

CHOSEN_NAME = re.compile(r"^[‘'“\"][A-Z][\w’'-]+(?: [A-Z][\w’'-]*)?[’'”\"], (?:aged )?(?:1[6-9]|[2-9]\d)$")
"""A name in quotation marks and an age, and nothing else: what a participant chose to be called."""

AGE = re.compile(
    r"(?:(?:^|[,;(\s])(?:aged? )?(?:1[0-9]|[2-9][0-9])(?:s|\+|[-–]\d\d)?(?:[,;)]|$| years?\b"
    r"| year-old))"
)

PRISON_NAMED = re.compile(r"\b(?:HM )?Young Offenders? Institution\b", re.I)
NAMED_AFTER_THEM = re.compile(
    r"\b(?:[Ww]omen|People|Children|Young People|Mothers|Parents|Families) (?:in|Leaving) (?:Prison|Custody)\b"
    r"|\b(?:[A-Z][\w’'-]+ (?:(?:in|for|of|and|the) )?){1,5}(?:Units?|Services?|Trust|Teams?|Departments?|Agency|Charity"
    r"|Foundation|Association|Ombudsman|Projects?|Programmes?|Group|Network|Partnership|Management)\b"
)
"""Charities, services and departments called after the people they work with: "Women in Prison"."""

_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many)"
_SPELL = rf"{_NUMBER}(?: and a half)?[ -](?:years?|months?|weeks?|days?)(?:['’]s?)?"
_INSIDE = r"(?:prison|custody|jail)"
_CONDITION = (
    r"(?:detained"
    rf"|held (?:beyond|past) (?:the end of )?(?:his|her|their) (?:sentence|tariff|release date)|formerly in {_INSIDE}"
    rf"|held in {_INSIDE}|due for release(?: (?:with)?in {_SPELL})?"
    rf"|(?:{_SPELL} )?after (?:leaving {_INSIDE}|release)|released to (?:an? )?approved premises"
    r"|serving (?:short |long |life |ipp |indeterminate )?(?:prison )?sentences"
    r"|subject to (?:an? )?(?:community|community payback|suspended sentence|probation|supervision) order"
    rf"|gave birth (?:(?:while|whilst) )?(?:in {_INSIDE}|inside)"
    rf"|{_SPELL} (?:over|past|beyond) (?:(?:his|her|their|the) )?tariff"
    r"|(?:serving |on )?(?:an? )?(?:community|suspended sentence) order|on post-sentence supervision|on an acct"
    r"|(?:electronically monitored|on an electronic tag)|with an? prison sentence behind (?:him|her|them)"
    r"|in (?:the )?segregation(?: unit)?|on the wing|(?:in|on) the mother and baby unit"
    rf"|on (?:the|an?) (?:incentivised )?(?:substance|drug)-free (?:unit|wing)|{_SPELL} in(?=\s*(?:,|$))"
    r"|in (?:open|closed) conditions"
    rf"|in {_INSIDE}|on (?:probation|licence|remand|recall|bail|tag|an? (?:life|ipp) sentence)"
    rf"|(?:recently |just )?(?:released|out)(?: (?:from|of) {_INSIDE}| on licence)?|leaving {_INSIDE}|from {_INSIDE}"
    rf"|remanded(?: in custody)?|recalled(?: to {_INSIDE}| twice)?|sentenced|unsentenced|convicted"
    rf"|imprisoned|incarcerated"
    rf"|serving (?:life|{_SPELL}|an? (?:[\w-]+ )?(?:prison )?sentence)(?: sentence)?|served {_SPELL}|inside"
    rf"|{_SPELL} (?:inside|served|left|to serve|in {_INSIDE}|into (?:his|her|their|an?) sentence))"
)
_CUSTODY = (
    rf"(?:(?:who|now|currently|previously|formerly|had|has|have|was|were|is|are|been) ){{0,4}}{_CONDITION}"
    rf"(?: (?:in|since|for) (?:(?:\d{{4}})|{_SPELL}))?"
    rf"|(?:first|second|third|life|ipp|indeterminate|determinate|long|short|open)(?:[ -]term)? (?:prison )?sentence"
    rf"|(?:first|second|third) time (?:in {_INSIDE}|inside)|under (?:probation )?supervision"
    r"|with (?:lived )?experience of (?:prison|custody|probation)|with lived experience|with (?:criminal )?convictions"
)
_PLACE_NAME = (
    r"(?-i:(?!(?:Health|Educ|Staff|Secur|Recept|Chap|Librar|Gym|Kitchen|Offic|Govern|OMU|OSG|SO\b|CM\b|Oper|Manag"
    r"|Prison|Resett|Progr|Serco)"
    r")[A-Z][a-z’'-]+(?:-[a-z]+)*(?: (?:Vale|Marsh|Hall|Park|Hill|House|Camp|Bay|Grange|Heath|Wood|Cross|Scrubs|Newton"
    r"|Sutton|Lartin|Down|Way|Wells|Bank|Moss|Green|Moor|Bridge|of Wight|Sea Camp|Sutton Park|Mount|Verne))?)"
)
_WHERE = (
    rf"(?:(?:(?:held )?(?:in|at)|from) )?(?-i:(?:HM ?(?:P/YOI|P ?(?:&|and) ?YOI|YOIP|YOI|P)"
    rf"|YOI))(?: (?:The )?{_PLACE_NAME})?"
    r"|(?:in |at )?(?:(?:one|another|an?) )?(?:(?:open|closed|local|training|private|women[’']?s|men[’']?s"
    r"|high security|(?:category|cat) [a-d]) )?prison"
    r"|(?:in |at )?(?:an? )?(?:(?-i:[A-Z][a-z]+ ))?(?:approved premises|secure training centre)|(?:held )?(?:in"
    r"|at) (?:one|an?) prison"
    r"|(?:now )?(?:living )?in the community"
    rf"|(?:now |currently )?(?:living|lives) in {_PLACE_NAME}"
)
_ALSO = (
    r"(?:on )?(?:the )?(?:double|single|shared) cell|(?:the )?(?:long-term )?high security estate|open conditions"
    r"|(?:category|cat) [a-d]|mother and baby unit|with (?:an? )?(?:drug|alcohol|mental health) (?:rehabilitation"
    r"|treatment)"
    r" requirement|(?:by |in an? )?(?:letter(?: to (?:the charity|us))?|telephone interview|interview"
    r"|one-to-one interview)(?: \d+)?"
    r"|(?:the )?(?:(?:north|south)[ -]?(?:east|west)|north|south|east|west|midlands)(?:ern)? (?:region|england|wales)"
    r"|(?:an? )?(?:rural|urban) (?:county|area)|english level \d|wing rep(?:resentative)?"
)
"""What may stand beside such a person, and makes nobody one."""

_AGED = (
    r"(?:aged? )?(?:1[5-9]|[2-9][0-9])(?:s|\+|[-–]\d\d)?(?: years? old| year[ -]olds?|-year-olds?)?"
    r"(?! (?:years?|months?|weeks?|days?)\b|\w)"
    r"|in (?:his|her|their) (?:early |mid[ -]?|late )?(?:teens|twenties|thirties|forties|fifties|sixties"
    r"|seventies|\d0s)"
)
_WITH_CHILDREN = rf"{_NUMBER} (?:children|kids)"
_DETAIL = (
    rf"{_CUSTODY}|{_AGED}|{_WHERE}|(?:in )?(?:(?:our|the|both|{_NUMBER}) )?focus groups?(?: \d+)?|{_SPELL} sober"
    rf"|{_WITH_CHILDREN}"
)
_ADJECTIVE = (
    r"young|younger|older|elderly|adult|black|asian|white|mixed[ -](?:race|heritage|ethnicity)|minority ethnic"
    r"|ethnic minority|muslim|jewish|christian|sikh|hindu|gypsy|roma|traveller|irish|british|english|welsh|scottish"
    r"|polish|african|caribbean|foreign national|trans|transgender|gay|disabled|autistic|pregnant|female|male|remand"
    r"|ipp|life-sentenced|serving|convicted|sentenced|unsentenced|detained|long-term"
    r"|vulnerable|(?:category|cat) [a-d]|elderly|homeless|neurodivergent|recalled"
)
_QUANTITY = (
    rf"the|{_NUMBER}|another|other|others|some|most|few|first|second|third|both|all|and|or"
    r"|(?:that |who |whom )?we (?:spoke (?:to|with)|interviewed|met)"
    r"|(?:some|many|most|several|all|a few|a number|one|two|three) of (?:the|these|those)"
)
_OF_PRISON = (
    r"residents? (?:of|in|on) (?:the|an?) (?:(?:drug|substance|alcohol) )?(?:recovery|drug-free|substance-free"
    r"|induction|segregation|therapeutic|remand) (?:unit|wing)"
    r"|(?:(?:ex|former)[ -])?(?:prisoners?|inmates?|detainees?|service[ -]users?|offenders?|lifers?|residents?)"
    r"|ex-?offenders?|(?:prison|care) leavers?|formerly (?:incarcerated|imprisoned) (?:people|person|m[ae]n|wom[ae]n)"
    rf"|(?:people|persons?|m[ae]n|wom[ae]n|adults?|individuals?|someone|mothers?|fathers?|parents?|boys?|girls?"
    rf"|children)"
    rf",? (?:{_CUSTODY})"
    r"|lived[ -]experience (?:forum|group|panel|council) members?|prison learners?"
    r"|care[ -]experienced (?:young )?(?:person|people|adults?|m[ae]n|wom[ae]n)"
    r"|prisoners? [a-z](?![\w’'-]| wing)|veterans? serving a prison sentence"
)
_CHILD = r"boys?|girls?|child|children"
_PERSON = r"m[ae]n|wom[ae]n|males?|females?|young (?:people|persons?|adults?)"
_STUDIED = r"(?:participant|respondent|interviewee|p) ?\d{1,3}|participant|respondent|interviewee"


def _anywhere(words: str) -> re.Pattern[str]:
    """Matches one of a list, wherever it stands as a whole word."""
    return re.compile(rf"(?<![\w’'-])(?:{words})(?![\w’'-])", re.I)


def _listed(words: str) -> re.Pattern[str]:
    """Matches as many words of a list as stand at the start, with what may stand between them."""
    return re.compile(rf"(?>(?>[\s,;()–—-]*)(?>(?:{words})(?![\w’']|-\w)))*[\s,;()–—.-]*", re.I)


PLAIN = _listed(f"{_OF_PRISON}|{_PERSON}|{_CHILD}|{_STUDIED}|{_DETAIL}|{_ALSO}|{_ADJECTIVE}|{_QUANTITY}")
PLAIN_OR_HOUSE = _listed(
    f"{_OF_PRISON}|{_PERSON}|{_STUDIED}|{_DETAIL}|{_ALSO}|{_ADJECTIVE}|{_QUANTITY}|supported housing"
    r"|(?-i:[A-Z][a-z]+ House)|(?-i:[A-Z]\d?)[ -]wing|(?:house ?block|landing) \d"
    rf"|{_PLACE_NAME} (?-i:(?:(?:State|Regional|County|Women’s) )?"
    r"(?:Prison|Jail|Penitentiary|Correctional (?:Facility|Institution|Cent(?:re|er))))"
)
PRISONER_AT = re.compile(
    rf"(?:(?:{_ADJECTIVE}) )*(?:prisoner|person (?:on (?:probation|licence|remand)|in {_INSIDE})),"
    rf"(?: {_AGED},)? {_PLACE_NAME}",
    re.I,
)
"""One prisoner, or one person on probation, and the name of a place."""

SERVING_PRISONER = re.compile(
    rf"(?:(?:{_ADJECTIVE}) )*(?:serving|ipp|life-sentenced|remand|recalled|sentenced|unsentenced|convicted) prisoner",
    re.I,
)
ANOTHER_IN_IT = re.compile(
    rf"\b(?:{_RELATIVE}|pen[ -]?(?:friend|pal))s?\b|\b(?:of|to|for|by|about|with|on|and|former|ex)\b|['’]s?\b", re.I
)
"""In a part of a label beside "serving prisoner": somebody else may be meant by one of the two."""

_IN_CARE = (
    r"in (?:(?:foster|residential|kinship|local authority|secure) )?care|in (?:an? )?foster placement|looked[ -]after"
)
CHILD_IN_CARE = re.compile(
    rf"(?:(?:boy|girl|child|young person), (?:aged )?(?:[5-9]|1\d), (?:{_IN_CARE}|(?:in )?(?:an? )?(?:secure )?"
    rf"children['’]s home)|young (?:person|m[ae]n|wom[ae]n), (?:aged )?(?:1\d|2[0-5]), (?:{_IN_CARE}))",
    re.I,
)
_RELEASED = (
    rf"released (?:(?:from|of) (?:{_INSIDE}|{_WHERE})(?: (?:last|this) [a-z]+| in \d{{4}})?"
    rf"|(?:in )?\d{{4}}(?: after {_SPELL}(?: {_INSIDE}| inside)?)?|after {_SPELL} (?:in {_INSIDE}|inside))"
)
_HELD_BEFORE = (
    rf"(?:who )?(?:(?:had|has|was|is) )?(?:recently )?(?:spent {_SPELL} (?:in {_INSIDE}|inside|on remand)|{_RELEASED})"
    rf"|(?:who (?:is|was) )?(?:on (?:licence|probation|remand|recall|tag|home detention curfew)"
    rf"|serving (?:life|an? (?:life|ipp) sentence))|(?:who (?:is|was) )in {_INSIDE}(?: for {_SPELL})?"
)
SAYS_NOTHING = _listed(f"{_STUDIED}|{_DETAIL}|{_ALSO}|(?:interview|forum|survey (?:answer|response)|letter)(?: \\d+)?")
OF_PRISON_FOUND = _anywhere(_OF_PRISON)
DETAIL_FOUND = _anywhere(_DETAIL)
CUSTODY_FOUND = _anywhere(_CUSTODY)
PERSON_FOUND = _anywhere(_PERSON)
CHILD_FOUND = _anywhere(_CHILD)
STUDIED_FOUND = _anywhere(_STUDIED)
CHILDREN_OF_HERS = re.compile(_WITH_CHILDREN, re.I)
THAT_ONE = re.compile(r"\bthe (?:\w+ )?(?:man|woman|male|female|boy|girl|child)\b", re.I)
"""Somebody mentioned before: may be anyone."""

_SAY = (
    r"said|says|saying|told|tells|explain(?:ed|s)|comment(?:ed|s)|describ(?:ed|es)|report(?:ed|s)|added|adds"
    r"|not(?:ed|es)|stated|states"
    r"|(?<!been )(?<!was )(?<!were )recall(?:ed|s)|reflect(?:ed|s)"
    r"|shared|shares|wrote|writes|put it|felt|remarked|observed|expressed|argued"
    r"|suggested|summ?aris(?:ed|es)"
    r"|adding|laughed|(?:was|were) (?:blunt|frank|candid|scathing|clear) about"
    r"|call(?:ed|s) (?:it|this|that|the|them|him|her)|summed it up|responded|replied|asked|thought|remembered"
)
SAY = re.compile(rf"\b(?:{_SAY})\b", re.I)
"""Verbs that bring in somebody's words."""

NAMED_AND_HELD = re.compile(
    rf"(?:(?:as )?(?:{_SAY}) )?(?P<name>(?-i:[A-Z][a-z’-]+))(?:, (?:aged )?(?:1[5-9]|[2-9]\d))?,? (?:{_HELD_BEFORE})"
    rf"(?:,? (?:{_SAY})(?: (?:us|me))?)?",
    re.I,
)
"""A first name (see who uses this), perhaps an age, and time in prison or on licence; nothing else."""

PREPOSITION = re.compile(
    r"\b(?:to|from|for|of|by|about|on|with|at|in|against|between|towards?|regarding|that|who|when|because)\b", re.I
)
OPENING = re.compile(
    r"^(?:in|at|during|when|while|after|before|on|for (?:example|instance)|however|similarly|indeed|also|and|but"
    r"|finally)\b",
    re.I,
)
AS = re.compile(r"^(?:as|what|so|then|and|but) ", re.I)
FROM = re.compile(
    r"\b(?:quot(?:e|es|ation)s?|comments?|words?|account|according|response|feedback) (?:from|by|of|to) (?=(?:an?"
    r"|one|another|some|these|two|three)\b)",
    re.I,
)


ASIDE = re.compile(r",\s+(?:where|which|when)\b[^,]*(?=,)", re.I)
"""A relative clause between commas: not about who speaks."""

TOLD_WHOM = re.compile(
    r"\btold (?:the |our |an? )?(?:inspectors?|researchers?|interviewers?|team|review|inquiry|inspection|charity)\b",
    re.I,
)
"""The authors, by another name than us."""

DESCRIBED_AS = re.compile(r"\s+(?:it|this|that|prison|(?:the|that) experience|life (?:inside|there))\s+as:?\s*", re.I)
RELATIVE_INSIDE = re.compile(
    rf",\s*(?:{_RELATIVE})s? (?:is |was )?(?:in (?:prison|custody|jail)|on (?:remand|licence|probation)|serving"
    rf"|inside)\b",
    re.I,
)
"""In a label, perhaps of a relative: "Girl, 14, mother in prison"."""

RELATIVE_HELD = re.compile(
    rf"\b(?:her|his|their|whose) (?:\w+ )?(?:{_RELATIVE})s? (?:is|was|are|were|has been|had been|had)(?: \w+)?"
    r" (?:serving|in (?:prison|custody|jail)|inside|held|on remand|locked|sent|jailed|imprisoned|recalled)\b",
    re.I,
)
"""Beside what a mere man or woman said: a relative, not a prisoner, may be speaking."""

SPEAKING_OF = re.compile(
    r",\s*(?:speaking|talking) (?:of|about) (?:an?|the|one|his|her|their)(?: [\w’'-]+){1,4}(?=\s*(?:,|$))", re.I
)
"""In a label, who is spoken of: "Prisoner, speaking of her keyworker"."""

OF_WHOM = re.compile(r"\b(said|says|remarked) (?:of|about) (?:an?|the|one|his|her|their)(?: [\w’'-]+){1,4}$", re.I)
"""Who is spoken of, at the end of a lead-in: "said of a reception officer:"."""

SAYING = re.compile(
    rf"(?:(?:had|have|has|also|then|later|even|just|nonetheless|nevertheless|still|\w+ly) ){{0,2}}"
    rf"(?={SAY.pattern})",
    re.I,
)
HE_SAID = re.compile(r",(?: on which,| which,)? (?:he|she) (?:said|told us|explained)$", re.I)
PLAIN_OPENING = re.compile(
    rf"(?:(?:as|what|so|then|and|but|also|finally|similarly|however|indeed|for (?:example|instance)|in contrast"
    rf"|{_DETAIL}"
    r"|(?:in|during) (?:interviews?|our survey|(?:the|our) (?:interviews?|visits?|inspection|survey))"
    r"|(?:on|after) release|on arrival|when asked(?! (?:about|why|what|how))"
    r"|when (?:we )?asked (?:about|why|what|how)[^,“”]{0,60})[, ]+)*",
    re.I,
)
AT_WORK = re.compile(
    r"\b(?:work(?:s|ed|ing)?\b(?! out)|jobs?|career|shifts?|colleagues?|duty|trained|training|teams?|service|employ\w*"
    r"|uniform|department|roles?|posts?|prisoners?|residents?|offenders?|service users?|run|runs|ran"
    r"|teach\w*|taught|support\w*|deliver\w*)\b",
    re.I,
)
"""What a mere man or woman may say of a job."""

HEARSAY = re.compile(
    r"\b(?:was|were|been|being|is|are|got) (?:told|asked|informed|advised|warned|called|spoken|talked|greeted|met)\b"
    r"|\b(?:letters?|notices?|e-?mails?|signs?|posters?|polic(?:y|ies)|leaflets?|messages?|texts?|forms?|rules?"
    r"|instructions?|hear(?:s|d|ing)?|overhear\w*|shout\w*|yell\w*|scream\w*|bark\w*|sw(?:ear|ore|orn)\w*|curs(?:e|ed"
    r"|ing)"
    r"|repl(?:y|ies|ied|ying)|respon(?:d|ds|se|ses|ded|ding)|answer\w*|usual\w*|typical\w*|standard|stock|words?"
    r"|phrases?|statements?|sayings?|remarks?|comments?|insult\w*|abus\w*|threat\w*|taunt\w*|mock\w*|jok(?:e|es|ed"
    r"|ing)|greet\w*"
    r"|attitudes?|excuses?|refrain|mantra|slogan|advice|announce\w*|orders?|ordered|warn\w*|would (?:say|tell|ask|go)"
    r"|get told|(?:is|are|was|were) (?:always )?as|as:?$|someone|somebody"
    r"|people (?:say|tell|think|call)|(?:the|their|usual) line)\b",
    re.I,
)
"""Words said to the speaker, not by the speaker."""

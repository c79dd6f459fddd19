"""What the packages do not know of Greenland's settlements: today's names, older Danish ones, who has no heliport.

Danish maps use the Greenlandic names today, so the older Danish names are aliases. A name is left without an alias
where we were not sure of one.
"""

from typing import NamedTuple


class Settlement(NamedTuple):
    """A place: its id, name and aliases joined by ``;``."""

    id: str
    name: str
    aliases: str = ""


TOWN_ALIASES = {
    "Ilulissat": "Jakobshavn",
    "Maniitsoq": "Sukkertoppen",
    "Qasigiannguit": "Christianshåb;Christianshaab",
    "Qeqertarsuaq": "Godhavn",
    "Uummannaq": "Umanak;Omenak",
}

# by the identifier of the heliport or airport in OurAirports
BY_HELIPORT = {
    "BGAG": Settlement("aappilattoq_avannaata", "Aappilattoq (Upernavik)"),
    "BGAP": Settlement("alluitsup_paa", "Alluitsup Paa", "Sydprøven"),
    "BGAQ": Settlement("aappilattoq_kujalleq", "Aappilattoq (Nanortalik)"),
    "BGAR": Settlement("arsuk", "Arsuk"),
    "BGAS": Settlement("ammassivik", "Ammassivik", "Sletten"),
    "BGAT": Settlement("attu", "Attu"),
    "BGET": Settlement("eqalugaarsuit", "Eqalugaarsuit"),
    "BGFD": Settlement("narsarmijit", "Narsarmijit", "Narsaq Kujalleq;Frederiksdal"),
    "BGIA": Settlement("ikerasak", "Ikerasak"),
    "BGIG": Settlement("iginniarfik", "Iginniarfik"),
    "BGIK": Settlement("ikerasaarsuk", "Ikerasaarsuk", "Ikerassaarsuk"),
    "BGIL": Settlement("ilimanaq", "Ilimanaq", "Claushavn"),
    "BGIN": Settlement("innaarsuit", "Innaarsuit", "Innarsuit"),
    "BGIS": Settlement("isortoq", "Isortoq", "Isertoq"),
    "BGIT": Settlement("ikamiut", "Ikamiut"),
    "BGKL": Settlement("upernavik_kujalleq", "Upernavik Kujalleq", "Søndre Upernavik"),
    "BGKM": Settlement("kuummiut", "Kuummiut", "Kuummiit"),
    "BGKQ": Settlement("kullorsuaq", "Kullorsuaq"),
    "BGKS": Settlement("kangersuatsiaq", "Kangersuatsiaq", "Prøven"),
    "BGKT": Settlement("kitsissuarsuit", "Kitsissuarsuit", "Hunde Ejland"),
    "BGNK": Settlement("niaqornaarsuk", "Niaqornaarsuk"),
    "BGNT": Settlement("niaqornat", "Niaqornat"),
    "BGNU": Settlement("nuussuaq", "Nuussuaq", "Kraulshavn"),
    "BGQE": Settlement("qeqertaq", "Qeqertaq"),
    "BGQT": Settlement("qassimiut", "Qassimiut"),
    "BGSC": Settlement("ittoqqortoormiit", "Ittoqqortoormiit", "Scoresbysund"),
    "BGSG": Settlement("sermiligaaq", "Sermiligaaq"),
    "BGSI": Settlement("siorapaluk", "Siorapaluk"),
    "BGSO": Settlement("saarloq", "Saarloq"),
    "BGSQ": Settlement("saqqaq", "Saqqaq"),
    "BGST": Settlement("saattut", "Saattut"),
    "BGSV": Settlement("savissivik", "Savissivik"),
    "BGTA": Settlement("tasiusaq_avannaata", "Tasiusaq (Upernavik)"),
    "BGTN": Settlement("tiilerilaaq", "Tiilerilaaq", "Tiniteqilaaq"),
    "BGTQ": Settlement("tasiusaq_kujalleq", "Tasiusaq (Nanortalik)"),
    "BGUQ": Settlement("qaarsut", "Qaarsut"),
    "BGUT": Settlement("ukkusissat", "Ukkusissat"),
    "GL-QCU": Settlement("akunnaaq", "Akunnaaq", "Akunaq"),
    "qfx": Settlement("igaliku", "Igaliku", "Igaliko"),
}

TOWN_WITH_HELIPORT = "BGSC"
"""Ittoqqortoormiit is the eighteenth town; GeoNames leaves it out, its people being fewer than 500."""

LEFT_OUT = {
    "BGDB": "Daneborg is an editor's place",
    "BGGD": "Kangilinnguit is an editor's place",
    "BGLL": "Illorsuit was evacuated in 2017",
    "BGNL": "Nalunaq is a mine",
    "BGNO": "Station Nord is an editor's place, and this point lies 20 km off",
    "BGNQ": "Nuugaatsiaq was evacuated in 2017",
    "BGPC": "Ikerasassuaq is a weather station",
    "GL-0004": "Raven is a camp on the ice",
    "GL-JGR": "Kangilinnguit again",
    "GL-QFI": "Iginniarfik again, in the wrong place",
    "bgmo": "Moriusaq has no people any more",
}
"""Heliports more than 5 km from a town that are no settlement, and why."""

# longitude, latitude to a hundredth of a degree, typed by hand
WITHOUT_HELIPORT = (
    (Settlement("atammik", "Atammik"), -52.18, 64.80),
    (Settlement("itilleq", "Itilleq"), -53.50, 66.57),
    (Settlement("kangaamiut", "Kangaamiut", "Gammel Sukkertoppen"), -53.35, 65.83),
    (Settlement("kangerluk", "Kangerluk", "Diskofjord"), -53.93, 69.48),
    (Settlement("kapisillit", "Kapisillit"), -50.27, 64.43),
    (Settlement("naajaat", "Naajaat"), -55.80, 73.14),
    (Settlement("napasoq", "Napasoq"), -52.38, 65.04),
    (Settlement("nutaarmiut", "Nutaarmiut"), -56.42, 73.53),
    (Settlement("oqaatsut", "Oqaatsut", "Rodebay"), -51.01, 69.34),
    (Settlement("qassiarsuk", "Qassiarsuk", "Brattahlid"), -45.52, 61.15),
    (Settlement("qeqertarsuatsiaat", "Qeqertarsuatsiaat", "Fiskenæsset"), -50.68, 63.09),
    (Settlement("qeqertat", "Qeqertat"), -66.64, 77.51),
    (Settlement("sarfannguit", "Sarfannguit"), -52.86, 66.90),
)

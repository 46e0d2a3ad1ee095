"""Invented names: no ward, district or town of the United Kingdom is meant."""

from __future__ import annotations

TOWN = "Wrenmouth"
DISTRICT = "P06000001"

WARDS = {  # by where its middle is looked for, metres from the origin
    "Old Quays": (5800, 5000),
    "Minsterfold": (5600, 6400),
    "Larkrise Mount": (3600, 6400),
    "Wrenhead": (1500, 6000),
    "Gannet Cliffs": (7100, 6200),
    "Tallowgate": (6900, 2600),
    "Copperas Hill": (5300, 2600),
    "Marlcombe": (2600, 2300),
    "Gull Isle": (9000, 4000),
}

# Special neighbourhoods: name, middle (metres from the origin), radius
SPECIAL = {
    "Market Cross": (5800, 5060, 285),
    "Quayside": (5980, 4560, 250),
    "Corn Exchange": (5520, 4700, 215),
    "Station Gate": (4990, 5060, 300),
    "Wren Park": (4080, 5800, 450),
    "Priory Fields": (5420, 6240, 290),
    "Marl Retail Park": (2350, 1750, 480),
    "Copper Docks": (7050, 3300, 430),
}

NEIGHBOURHOODS = {
    "Old Quays": (
        "Ropewalk", "Tanner's Row", "Netmakers", "Chandlery", "Friar Steps",
        "Saltern Yard", "Custom House", "Lantern Row", "Cooper's Reach", "Bellfounders",
        "Cockle Row", "Sailcloth", "Pilot's Rest", "Weighhouse",
    ),
    "Minsterfold": (
        "Minster Close", "Cloister End", "Pilgrim Row", "Abbot's Lea", "Scholars",
        "Vicar's Piece", "College Rise", "Choristers", "Almshouse", "Refectory",
        "Sexton Hill", "Candle Lane", "Dovecote", "Chapter Gardens",
    ),
    "Larkrise Mount": (
        "Larkrise", "Skylark Way", "Mount Fold", "Kestrel Bank", "Windmill Top",
        "Thistledown", "Plovers", "Orchard Fold", "Highbarrow", "Bramling",
        "Finch Hollow", "Parkgate", "Linnet Row", "Harebell",
    ),
    "Wrenhead": (
        "Weirside", "Otter Bend", "Millrace", "Willowholt", "Wrenhead Green",
        "Kingcup", "Alder Reach", "Rushmead", "Withy Bank", "Brookfold",
        "Sallow End", "Heronry", "Watermint", "Osier Beds",
    ),
    "Gannet Cliffs": (
        "Gannet Head", "Beacon Top", "Fulmar Point", "Kittiwake", "Seapink",
        "Lookout Hill", "Cliff Fold", "Sandmartin", "Thrift Bank", "Groyne End",
        "Spindrift", "Coastguards", "Samphire", "Lamp Hill",
    ),
    "Tallowgate": (
        "Tallow Hill", "Dockers", "Gasworks Row", "Coalstaithe", "Anchor Forge",
        "Rivet Street", "Slipway", "Wherry Row", "Ballast Bank", "Capstan",
        "Foundry End", "Bollard Quay", "Stevedores", "Cable Row",
    ),
    "Copperas Hill": (
        "Copperas", "Alum Row", "Kilnside", "Furnace Hill", "Brickfield End",
        "Claypit", "Madder Row", "Weavers' Piece", "Fuller's End", "Dyehouse",
        "Teasel Bank", "Loomgate", "Spindle Row", "Bobbin Hill",
    ),
    "Marlcombe": (
        "Marlcombe", "Marlpits", "Ploughmans", "Cartwheel", "Barleycorn",
        "Hayrick", "Stook Lane", "Drover's End", "Tithe Piece", "Sheepwash",
        "Sickle Green", "Flint Acre", "Harrow Way", "Winnow End",
    ),
    "Gull Isle": (
        "Isle Bridgefoot", "Gull Bay", "Selkie Strand", "Tern Rocks", "Oystergate",
        "Lifeboat Row", "Isle Common", "Limpet Point", "Whelk Row", "Driftwood",
    ),
}  # fmt: skip

STREETS = {  # of neighbourhoods people know by their streets
    "Market Cross": ("Market Place", "Old High Street", "Minstergate", "Butter Row",
                     "Clock Street", "Fishergate Row", "Arcade"),
    "Corn Exchange": ("Exchange Street", "Cornhill Row", "Theatre Walk", "Bank Street"),
    "Quayside": ("Harbour Parade", "Lamp Quay", "Sailmaker Street", "Customs Walk"),
    "Station Gate": ("Station Approach", "Railway Terrace", "Parcel Yard",
                     "Platform Road", "Signal Street"),
    "Marl Retail Park": ("Marl Retail Park", "Superstore Way", "Marl Roundabout",
                         "Quarryman Drive"),
    "Priory Fields": ("Priory Street", "Scholar Road", "Library Avenue",
                      "Lecture Lane", "Gownsman Terrace"),
    "Wren Park": ("Wren Park", "Bandstand Path", "Boating Lake"),
    "Copper Docks": ("Dock Road", "Container Way", "Smelter Street", "Crane Wharf"),
}  # fmt: skip

_FIRST = (
    "Alder", "Anvil", "Apple", "Arbour", "Badger", "Bay", "Beech", "Bell", "Birch",
    "Bracken", "Bramble", "Brewer", "Briar", "Cedar", "Cherry", "Clover", "Cobbler",
    "Copse", "Coral", "Crane", "Cross", "Curlew", "Cutler", "Daisy", "Dock", "Elder",
    "Elm", "Fern", "Ferry", "Field", "Fox", "Garden", "Garland", "Glover", "Gorse",
    "Granary", "Hawthorn", "Hazel", "Heather", "Heron", "Hill", "Holly", "Ivy",
    "Jasmine", "Juniper", "King", "Laurel", "Lavender", "Lilac", "Lime", "Magpie",
    "Maple", "Marsh", "Meadow", "Mill", "Myrtle", "Nettle", "Oak", "Orchard", "Pear",
    "Pebble", "Pine", "Plum", "Poplar", "Primrose", "Queen", "Quarry", "Quince",
    "Raven", "Reed", "Robin", "Rowan", "Saddler", "Sandy", "School", "Sorrel",
    "Spring", "Starling", "Swan", "Sycamore", "Tailor", "Tanner", "Teal", "Thyme",
    "Tulip", "Victory", "Vine", "Walnut", "Well", "Whin", "Willow", "Yew",
)  # fmt: skip
_LAST = ("Street", "Road", "Lane", "Avenue", "Close", "Way", "Terrace", "Drive")


def street_names() -> list[str]:
    """Return every street name, no two alike."""
    return [f"{first} {last}" for last in _LAST for first in _FIRST]

"""The goods, people and habits of the example shop. No chance without a seed."""

CATEGORIES = {
    "Kitchen": ["Pans", "Knives"],
    "Garden": ["Tools", "Seeds"],
    "Paper": ["Notebooks", "Pens"],
    "Gifts": [],
}

BRANDS = [("Alder", "NL"), ("Birch & Sons", "GB"), ("Cedar", "SE"), ("Dogwood", "DE")]

WAREHOUSES = [("North", "NOR", "Groningen"), ("Centre", "CEN", "Utrecht")]

# name, brand, category, price, weight in grams, stock per warehouse
PRODUCTS = [
    ("Cast iron pan", "Alder", "pans", "49.00", 2600, (12, 8)),
    ("Copper saucepan", "Birch & Sons", "pans", "89.50", 1400, (4, 3)),
    ("Milk pan", "Alder", "pans", "24.00", 700, (20, 0)),
    ("Wok", "Cedar", "pans", "39.90", 1800, (6, 9)),
    ("Chef's knife", "Dogwood", "knives", "74.00", 320, (9, 11)),
    ("Bread knife", "Dogwood", "knives", "44.00", 280, (14, 2)),
    ("Paring knife", "Cedar", "knives", "19.50", 110, (30, 25)),
    ("Whetstone", "Dogwood", "knives", "32.00", 900, (2, 1)),
    ("Spade", "Birch & Sons", "tools", "36.00", 2100, (7, 7)),
    ("Pruning shears", "Cedar", "tools", "28.75", 260, (18, 4)),
    ("Watering can", "Alder", "tools", "22.00", 800, (0, 0)),
    ("Wheelbarrow", "Birch & Sons", "tools", "129.00", 14000, (3, 2)),
    ("Tomato seeds", "Alder", "seeds", "3.20", 20, (90, 60)),
    ("Sunflower seeds", "Alder", "seeds", "2.80", 20, (80, 75)),
    ("Wild flowers mix", "Cedar", "seeds", "4.50", 30, (40, 22)),
    ("Dotted notebook", "Cedar", "notebooks", "12.00", 300, (55, 40)),
    ("Pocket notebook", "Cedar", "notebooks", "6.50", 90, (70, 64)),
    ("Sketchbook A4", "Birch & Sons", "notebooks", "18.00", 650, (16, 12)),
    ("Fountain pen", "Dogwood", "pens", "58.00", 60, (8, 5)),
    ("Ink, blue black", "Dogwood", "pens", "11.90", 180, (24, 19)),
    ("Pencil set", "Alder", "pens", "9.80", 120, (33, 37)),
    ("Brush pen", "Cedar", "pens", "7.40", 40, (3, 0)),
]

PEOPLE = [
    ("Anna", "Bakker", "Lindelaan 4", "9712 AB", "Groningen"),
    ("Bram", "de Vries", "Kade 12", "3511 XK", "Utrecht"),
    ("Cato", "Jansen", "Marktplein 1", "1012 LG", "Amsterdam"),
    ("Daan", "Visser", "Havenweg 77", "3011 GD", "Rotterdam"),
    ("Eva", "Smit", "Bosrand 9", "6811 KS", "Arnhem"),
    ("Finn", "Mulder", "Dorpsstraat 31", "8011 PT", "Zwolle"),
]

CARRIERS = [
    ("Postal bike", "3.50", 3000),
    ("Parcel van", "5.95", 20000),
    ("Freight", "29.00", 90000),
]

OPINIONS = [
    (5, "Exactly what I hoped for."),
    (4, "Good, though the box was dented."),
    (5, "My neighbour wants one too."),
    (3, "Does what it says."),
    (2, "Smaller than on the picture."),
    (4, "Nice weight in the hand."),
]

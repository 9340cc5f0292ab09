"""The motifs: large soft geometry, each a function of canvas, tones and dice."""

from __future__ import annotations

import math
from collections.abc import Callable

from .canvas import Canvas, Dice, Point, smooth
from .land import area, heights_of, holds, isolines
from .palette import Tones, mix

Motif = Callable[[Canvas, Tones, Dice], None]


def hills(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """Layered hills under a low disc."""
    width, height = canvas.width, canvas.height
    canvas.wash(tones.at(0.02), tones.at(0.30))
    at = (dice.between(0.18, 0.82) * width, dice.between(0.24, 0.42) * height)
    radius = canvas.short * dice.between(0.12, 0.19)
    canvas.disc(at, radius * 1.75, tones.light, 0.20)
    canvas.disc(at, radius, tones.pop)
    layers = 6
    for layer in range(layers):
        depth = layer / (layers - 1)
        base = height * (0.46 + 0.47 * depth)
        swell = height * (0.085 - 0.035 * depth)
        phase, second = dice.between(0, math.tau), dice.between(0, math.tau)
        waves = dice.between(0.7, 1.25) + 0.35 * depth
        points: list[Point] = []
        for x in range(0, width + 13, 12):
            turn = x / width * math.tau
            crest = math.sin(turn * waves + phase) + 0.42 * math.sin(turn * waves * 2.1 + second)
            points.append((x, base + swell * crest))
        points += [(width + 12, height + 1), (0, height + 1)]
        canvas.polygon(points, tones.at(0.26 + 0.70 * depth))


def arches(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """Groups of nested arches that stand on the lower edge."""
    width, height = canvas.width, canvas.height
    canvas.wash(tones.at(0.0), tones.at(0.14))
    flip = dice.chance(0.5)
    # The small one in the middle comes first, so that its neighbours stand before it on both sides.
    plan = [(0.515, 0.26, 0.0), (0.17, 0.44, 0.07), (0.85, 0.36, 0.02)]
    if height > width:
        plan = [(0.74, 0.60, 0.36), (0.26, 0.52, 0.10)]
    elif height > 0.9 * width:
        plan = [(0.72, 0.50, 0.16), (0.24, 0.46, 0.02)]
    for number, (place_x, size, lift) in enumerate(plan):
        x = (1 - place_x if flip else place_x) + dice.between(-0.02, 0.02)
        radius = size * min(width * 0.72, height)
        foot = height * (1.0 + 0.02)
        rise = height * (0.20 + lift)
        bands = 5
        for band in range(bands):
            r = radius * (1 - band / bands)
            place = 0.20 + 0.72 * (band / (bands - 1))
            colour = tones.at(place)
            if band == bands - 1:
                colour = tones.pop if number == 1 else tones.at(0.05)
            centre = (x * width, foot - rise)
            canvas.disc(centre, r, colour)
            canvas.polygon(
                [(centre[0] - r, centre[1]), (centre[0] + r, centre[1]), (centre[0] + r, foot), (centre[0] - r, foot)],
                colour,
            )


def rings(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """Wide concentric arcs that grow out of a corner, and a disc that answers them."""
    width, height = canvas.width, canvas.height
    canvas.wash(tones.at(0.03), tones.at(0.12))
    left, top = dice.chance(0.5), dice.chance(0.35)
    corner = (0.0 if left else float(width), 0.0 if top else float(height))
    reach = math.hypot(width, height) * 0.80
    count = 7
    for n in range(count):
        r = reach * (1 - n / count)
        canvas.disc(corner, r, tones.at(0.13 + 0.80 * (n / (count - 1)) ** 1.25))
    accent = 1 + dice.below(3)
    outer = reach * (1 - accent / count)
    canvas.ring(corner, outer, reach / count * 0.34, tones.pop)
    away = (width * (0.80 if left else 0.20), height * (0.76 if top else 0.25))
    canvas.disc(away, canvas.short * dice.between(0.07, 0.11), tones.second)


def terraces(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """Smooth terraces, as if cut from layers of paper."""
    columns, rows = (84, 48) if canvas.width >= canvas.height else (48, 84)
    heights = heights_of(columns + 1, rows + 1, dice, bumps=5, shape=canvas.width / canvas.height)
    # A low rim outside of the picture closes every line.
    rim = [-1.0] * (columns + 3)
    padded = [rim, *([-1.0, *line, -1.0] for line in heights), rim]
    step_x, step_y = canvas.width / columns, canvas.height / rows
    levels = 8
    shapes: list[tuple[float, list[Point], float]] = []
    for level in range(1, levels):
        paths = [[((x - 1) * step_x, (y - 1) * step_y) for x, y in path] for path in isolines(padded, level / levels)]
        for path in paths:
            inside = sum(1 for other in paths if other is not path and holds(other, path[0]))
            shapes.append((area(path), path, (level - inside % 2) / levels))
    shadow = mix(tones.at(1.0), (0, 0, 0), 0.45) if not tones.night else mix(tones.at(0.0), (0, 0, 0), 0.75)
    # Contours never cross, so painting the larger ones first puts every terrace on the one beneath it.
    for _, path, height in sorted(shapes, key=lambda shape: -shape[0]):
        for drop, alpha in ((9.0, 0.05), (4.0, 0.09)):
            canvas.polygon([(x, y + drop) for x, y in path], shadow, alpha)
        canvas.polygon(path, tones.at(0.03 + 0.94 * height))


def contours(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """Fine contour lines of a smooth land, one of them in the accent."""
    canvas.wash(tones.at(0.02), tones.at(0.13))
    columns, rows = (112, 64) if canvas.width >= canvas.height else (64, 112)
    heights = heights_of(columns + 1, rows + 1, dice, bumps=6, shape=canvas.width / canvas.height)
    step_x, step_y = canvas.width / columns, canvas.height / rows
    levels = 17
    strong = 5 + dice.below(5)
    for level in range(1, levels):
        value = level / levels
        colour, line = tones.at(0.42 + 0.22 * value), 2.0
        if level % 4 == 0:
            colour, line = tones.at(0.60 + 0.25 * value), 3.0
        if level == strong:
            colour, line = tones.pop, 5.0
        for path in isolines(heights, value):
            canvas.stroke([(x * step_x, y * step_y) for x, y in path], line, colour)


def quarters(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """A grid of tiles with quarter circles, half circles and discs."""
    tile = canvas.short / 4
    columns, rows = math.ceil(canvas.width / tile), math.ceil(canvas.height / tile)
    left, top = (canvas.width - columns * tile) / 2, (canvas.height - rows * tile) / 2
    grounds = (tones.at(0.02), tones.at(0.10), tones.at(0.02), tones.at(0.22))
    fills = (tones.at(0.30), tones.at(0.48), tones.at(0.70), tones.at(0.92), tones.at(0.60))
    pops = {dice.below(columns * rows), dice.below(columns * rows)}
    for row in range(rows):
        for column in range(columns):
            x, y = left + column * tile, top + row * tile
            canvas.box(x, y, x + tile, y + tile, grounds[dice.below(len(grounds))])
            fill = fills[dice.below(len(fills))]
            if row * columns + column in pops:
                fill = tones.pop
            kind, turn = dice.below(8), dice.below(4)
            corners = ((x, y), (x + tile, y), (x + tile, y + tile), (x, y + tile))
            if kind <= 3:
                canvas.pie(corners[turn], tile, turn * 90, turn * 90 + 90, fill)
                if kind == 0:
                    canvas.pie(corners[turn], tile / 2, turn * 90, turn * 90 + 90, tones.at(0.08))
            elif kind == 4:
                canvas.disc((x + tile / 2, y + tile / 2), tile * 0.5, fill)
            elif kind == 5:
                middle = ((x + tile / 2, y), (x + tile, y + tile / 2), (x + tile / 2, y + tile), (x, y + tile / 2))
                canvas.pie(middle[turn], tile / 2, turn * 90, turn * 90 + 180, fill)
            elif kind == 6:
                canvas.box(x, y, x + tile, y + tile, fill)


def orbits(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """Fine circles around one centre, with a few discs on their way."""
    width, height = canvas.width, canvas.height
    canvas.wash(tones.at(0.0), tones.at(0.15))
    centre = (width * dice.between(0.58, 0.70), height * dice.between(0.50, 0.60))
    if dice.chance(0.5):
        centre = (width - centre[0], centre[1])
    unit = canvas.short * 0.135
    canvas.disc(centre, unit * 4.1, tones.at(0.13))
    canvas.disc(centre, unit * 2.6, tones.at(0.21))
    for n in range(1, 9):
        canvas.ring(centre, unit * n * 1.03, 2.0 if n % 3 else 3.0, tones.at(0.46 if n % 3 else 0.62))
    canvas.disc(centre, unit * 1.03, tones.at(0.78))
    canvas.disc((centre[0] - unit * 0.24, centre[1] - unit * 0.24), unit * 0.62, tones.at(0.90), 0.5)
    sizes = (0.44, 0.24, 0.32, 0.17, 0.27)
    colours = (tones.pop, tones.at(0.70), tones.second, tones.at(0.92), tones.at(0.55))
    angle = dice.between(0, 360)
    for index, orbit in enumerate((2, 3, 4, 5, 6)):
        margin = unit * 0.6
        for _ in range(12):
            angle += dice.between(70, 165)
            turn = math.radians(angle)
            at = (centre[0] + unit * orbit * 1.03 * math.cos(turn), centre[1] + unit * orbit * 1.03 * math.sin(turn))
            if margin < at[0] < width - margin and margin < at[1] < height - margin:
                break
        else:
            continue
        canvas.disc(at, unit * sizes[index] * 1.28, tones.at(0.10))
        canvas.disc(at, unit * sizes[index], colours[index])


def waves(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """Ribbons that flow side by side across the picture."""
    width, height = canvas.width, canvas.height
    canvas.wash(tones.at(0.0), tones.at(0.07))
    phase, swing = dice.between(0, math.tau), height * dice.between(0.13, 0.19)
    bend = dice.between(0.75, 1.05)
    lean = dice.between(-0.18, 0.18) * height
    count = 9
    pop = 2 + dice.below(4)
    for n in range(count):
        start = height * (0.26 + 0.70 * n / count)
        points: list[Point] = []
        for x in range(-12, width + 25, 12):
            turn = x / width
            drift = math.sin(turn * math.tau * bend + phase + n * 0.17)
            pinch = 1 + 0.42 * math.sin(turn * math.pi * 1.1 + phase / 2)
            points.append((x, start + swing * drift + lean * (turn - 0.5) + (n - count / 2) * 14 * (pinch - 1)))
        points += [(width + 24, height + 2), (-12, height + 2)]
        canvas.polygon(points, tones.pop if n == pop else tones.at(0.10 + 0.84 * n / (count - 1)))
        if n == pop:
            lower = [(x, y + height * 0.022) for x, y in points[:-2]] + points[-2:]
            canvas.polygon(lower, tones.at(0.10 + 0.84 * (n - 0.5) / (count - 1)))


def blobs(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """A few large soft forms that overlap."""
    width, height = canvas.width, canvas.height
    canvas.wash(tones.at(0.02), tones.at(0.12))
    flip = dice.chance(0.5)
    plan = ((0.16, 0.24, 0.46, 0.24, 1.0), (0.86, 0.80, 0.60, 0.42, 1.0), (0.68, 0.26, 0.30, 0.66, 0.82),
            (0.30, 0.88, 0.38, 0.55, 0.78))  # fmt: skip
    for x, y, size, tone, alpha in plan:
        at = ((1 - x if flip else x) * width, y * height)
        canvas.polygon(_blob(at, size * canvas.short, dice), tones.at(tone), alpha)
    at = ((0.42 if flip else 0.58) * width, height * dice.between(0.46, 0.58))
    canvas.polygon(_blob(at, 0.15 * canvas.short, dice), tones.pop, 0.92)
    ring = ((0.80 if flip else 0.20) * width, height * 0.60)
    canvas.ring(ring, canvas.short * 0.13, 3, tones.at(0.72), 0.8)


def beams(canvas: Canvas, tones: Tones, dice: Dice) -> None:
    """Parallel bars with round ends, all at one slant."""
    width, height = canvas.width, canvas.height
    canvas.wash(tones.at(0.01), tones.at(0.09))
    slope = math.radians(-35 if dice.chance(0.5) else 35)
    along = (math.cos(slope), math.sin(slope))
    across = (-along[1], along[0])
    thick = canvas.short * 0.118
    gap = thick * 1.30
    lanes = math.ceil(math.hypot(width, height) / gap / 2)
    pops = {-1 + dice.below(3), 3 + dice.below(2)}
    for lane in range(-lanes, lanes + 1):
        offset = dice.between(-0.5, 0.5) * canvas.short
        middle = (width / 2 + across[0] * lane * gap, height / 2 + across[1] * lane * gap)
        here = -math.hypot(width, height) / 2 - thick + offset
        first = True
        while here < math.hypot(width, height) / 2 + thick:
            length = canvas.short * dice.between(0.22, 0.85)
            tone = (0.12, 0.22, 0.34, 0.52, 0.74, 0.93)[dice.below(6)]
            colour = tones.pop if lane in pops and not first and abs(here) < canvas.short * 0.4 else tones.at(tone)
            start = (middle[0] + along[0] * here, middle[1] + along[1] * here)
            end = (start[0] + along[0] * length, start[1] + along[1] * length)
            canvas.bar(start, end, thick, colour)
            here += length + gap
            first = False


MOTIFS: dict[str, Motif] = {
    "hills": hills,
    "arches": arches,
    "rings": rings,
    "terraces": terraces,
    "contours": contours,
    "quarters": quarters,
    "orbits": orbits,
    "waves": waves,
    "blobs": blobs,
    "beams": beams,
}
"""Every motif by name, in a fixed order: which one a prompt gets depends on it."""


def _blob(centre: Point, radius: float, dice: Dice) -> list[Point]:
    count = 7
    anchors = []
    turn = dice.between(0, math.tau)
    for n in range(count):
        r = radius * dice.between(0.80, 1.14)
        angle = turn + math.tau * n / count
        anchors.append((centre[0] + r * math.cos(angle) * 1.12, centre[1] + r * math.sin(angle)))
    return smooth(anchors, 20)

"""Pictures with label and group; a group (a family of parts, a real tile) is never both trained on and tested."""

import csv
import json
import os

import numpy as np

LABELS = ["ok", "scratch", "dent", "stain", "missing"]
SIDE = 96


class Pictures:
    """Grey [n, 96, 96], label index [n], group [n], severity [n] (0 to 1, 0 = not told)."""

    def __init__(self, grey, labels, groups, severity):
        self.grey, self.labels, self.groups, self.severity = grey, labels, groups, severity

    @staticmethod
    def generated(path):
        with open(os.path.splitext(path)[0] + ".csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        grey = np.fromfile(path, np.uint8).reshape(-1, SIDE, SIDE)
        return Pictures(
            grey, np.array([LABELS.index(row["label"]) for row in rows]), np.array([row["group"] for row in rows]),
            np.array([float(row["severity"]) for row in rows]))

    @staticmethod
    def tiles(folder):
        """Magnetic tiles (Huang, Qiu and Yuan 2018): label 0 is free of defects, 1 any defect; both files, each once."""
        grey, labels, groups, seen = [], [], [], set()
        for name in ("magnetic_tile_96", "magnetic_tile_all_96"):
            with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
                facts = json.load(file)
            pixels = np.fromfile(os.path.join(folder, name + ".u8"), np.uint8).reshape(-1, SIDE, SIDE)
            for picture, label, group in zip(pixels, facts["label_of"], facts["tile_group"]):
                content = picture.tobytes()
                if content not in seen:
                    seen.add(content)
                    grey.append(picture)
                    labels.append(int(facts["labels"][label] != "Free"))
                    groups.append(group)
        return Pictures(np.array(grey), np.array(labels), np.array(groups), np.zeros(len(grey)))

    def where(self, mask):
        return Pictures(self.grey[mask], self.labels[mask], self.groups[mask], self.severity[mask])

    def __len__(self):
        return len(self.labels)

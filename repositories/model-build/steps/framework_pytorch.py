"""PyTorch: a small network of numbers and of categories. Models are arrays of NumPy, read without pickle; their shapes
stand in model.json. (TorchScript and torch.save would hold code or pickle.)"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from torch import nn

from encoding import Encoding
from framework import Description, Model, Rows, Task
from step import StepError

FILE = "weights.npz"
FILES = (FILE,)
PACKAGES: tuple[str, ...] = ()

# Numbers that describe a category.
MOST_DIMENSIONS = 16


class Network(nn.Module):
    """Dense layers over standardised numbers, whether each is missing, and what the network learns about categories.

    shapes: `numbers`, how many; `codes`, of each category feature how many codes, missing ones included; `hidden`,
        `layers`, `dropout`; `answers`, how many numbers come out.
    """

    def __init__(self, shapes: Mapping[str, Any]) -> None:
        super().__init__()
        dimensions = [min(MOST_DIMENSIONS, (count + 1) // 2) for count in shapes["codes"]]
        self.categories = nn.ModuleList(map(nn.Embedding, shapes["codes"], dimensions))
        width, layers = 2 * shapes["numbers"] + sum(dimensions), []
        for _ in range(shapes["layers"]):
            layers += [nn.Linear(width, shapes["hidden"]), nn.ReLU(), nn.Dropout(shapes["dropout"])]
            width = shapes["hidden"]
        self.dense = nn.Sequential(*layers, nn.Linear(width, shapes["answers"]))
        for each in self.categories:
            # What training never sees, such as an unknown category, says nothing.
            nn.init.zeros_(each.weight)

    def forward(self, numbers: torch.Tensor, codes: torch.Tensor) -> torch.Tensor:
        learnt = [layer(codes[:, place]) for place, layer in enumerate(self.categories)]
        return self.dense(torch.cat([numbers, *learnt], dim=1))


class Inputs:
    """Makes the network's tensors of features.

    mean, deviation: of each number, where it is known.
    """

    def __init__(self, encoding: Encoding, mean: np.ndarray, deviation: np.ndarray) -> None:
        self.encoding = encoding
        self.mean, self.deviation = mean, deviation
        self.is_number = np.array([count == 0 for count in encoding.codes])
        self.missing = np.array([count for count in encoding.codes if count > 0])

    @staticmethod
    def of(encoding: Encoding, rows: pd.DataFrame) -> Inputs:
        numbers = encoding.matrix(rows)[:, [count == 0 for count in encoding.codes]]
        known = np.ma.masked_invalid(numbers)
        mean, deviation = (np.ma.filled(each, 0.0) for each in (known.mean(axis=0), known.std(axis=0)))
        return Inputs(encoding, np.atleast_1d(mean), np.where(deviation > 0, deviation, 1.0))

    def tensors(self, rows: pd.DataFrame) -> tuple[torch.Tensor, torch.Tensor]:
        matrix = self.encoding.matrix(rows)
        numbers = (matrix[:, self.is_number] - self.mean) / self.deviation
        missing = np.isnan(numbers)
        numbers = np.concatenate([np.where(missing, 0.0, numbers), missing], axis=1)
        codes = matrix[:, ~self.is_number]
        codes = np.where(np.isnan(codes), self.missing, codes).astype("int64")
        return torch.from_numpy(numbers), torch.from_numpy(codes)


class PyTorchModel(Model):
    """weights: of the network by their names, and `inputs.*`, `label.*`."""

    def __init__(self, weights: Mapping[str, np.ndarray], description: Description) -> None:
        self.description = description
        self.weights = dict(weights)
        self.rounds = int(description.own["epochs"])
        self.inputs = Inputs(description.encoding, self.weights["inputs.mean"], self.weights["inputs.deviation"])
        self.network = Network(description.own["shapes"])
        state = {name: each for name, each in self.weights.items() if name.startswith("network.")}
        self.network.load_state_dict(
            {name.removeprefix("network."): torch.from_numpy(each) for name, each in state.items()}
        )
        self.network.double().eval()

    def predict(self, features: pd.DataFrame) -> np.ndarray:
        numbers, codes = self.inputs.tensors(features)
        with torch.no_grad():
            answers = self.network(numbers, codes)
        problem = self.description.task.problem
        if problem == "regression":
            answers = answers[:, 0] * self.weights["label.deviation"].item() + self.weights["label.mean"].item()
        else:
            answers = torch.sigmoid(answers[:, 0]) if problem == "binary" else torch.softmax(answers, dim=1)
        # Sums depend on how many rows are calculated at once, in their last digits; nothing is left of that in float32.
        return answers.numpy().astype("float32").astype("float64")

    def files(self) -> dict[str, bytes]:
        return {FILE: written(self.weights)}


def train(
    training: Rows, validation: Rows, task: Task, hyperparameters: Mapping[str, Any], checkpoints: Path | None
) -> PyTorchModel:
    """Ends once `patience` epochs have not bettered the loss of the validation part, and keeps the best epoch. What an
    interrupted training left is continued, to the same model."""
    encoding = Encoding.of(task.features, training.features)
    inputs = Inputs.of(encoding, training.features)
    shapes = {
        "numbers": int(inputs.is_number.sum()),
        "codes": [int(count) + 1 for count in inputs.missing],
        **{name: hyperparameters[name] for name in ("hidden", "layers", "dropout")},
        "answers": len(task.classes) if task.problem == "multiclass" else 1,
    }
    mean, deviation = (0.0, 1.0)
    if task.problem == "regression":
        mean, deviation = float(training.labels.mean()), float(training.labels.std()) or 1.0
    learner = Learner(task, shapes, hyperparameters, checkpoints)
    parts = []
    for part in (training, validation):
        numbers, codes = inputs.tensors(part.features)
        labels = (part.labels - mean) / deviation if task.problem != "multiclass" else part.labels
        parts.append((numbers.float(), codes, torch.from_numpy(np.asarray(labels, dtype=learner.label_type))))
    best, epochs = learner.learn(*parts)
    weights = {
        **{f"network.{name}": each for name, each in best.items()},
        "inputs.mean": inputs.mean,
        "inputs.deviation": inputs.deviation,
        "label.mean": np.array(mean),
        "label.deviation": np.array(deviation),
    }
    return PyTorchModel(weights, Description("pytorch", task, encoding, {"shapes": shapes, "epochs": epochs}))


Part = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


class Learner:
    """Trains a network, on one thread and with fixed seeds, so that the same data give the same weights."""

    def __init__(
        self, task: Task, shapes: Mapping[str, Any], hyperparameters: Mapping[str, Any], checkpoints: Path | None
    ) -> None:
        self.values, self.file = hyperparameters, None if checkpoints is None else checkpoints / "checkpoint.npz"
        torch.manual_seed(hyperparameters["seed"])
        torch.set_num_threads(1)
        torch.use_deterministic_algorithms(True)
        self.network = Network(shapes)
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), lr=hyperparameters["learning_rate"], weight_decay=hyperparameters["weight_decay"]
        )
        self.label_type = "int64" if task.problem == "multiclass" else "float32"
        losses = {"binary": nn.BCEWithLogitsLoss, "multiclass": nn.CrossEntropyLoss, "regression": nn.MSELoss}
        self.loss = losses[task.problem]()
        self.is_vector = task.problem == "multiclass"

    def learn(self, training: Part, validation: Part) -> tuple[dict[str, np.ndarray], int]:
        """The weights of the best epoch, and its number."""
        epoch, best, least, best_epoch = self._resume()
        while epoch < self.values["epochs"] and epoch - best_epoch < self.values["patience"]:
            epoch += 1
            self._epoch(training, epoch)
            self.network.eval()
            with torch.no_grad():
                loss = float(self._loss(validation))
            if loss < least:
                best, least, best_epoch = arrays(self.network.state_dict()), loss, epoch
            self._keep(epoch, best, least, best_epoch)
        return best, best_epoch

    def _epoch(self, training: Part, epoch: int) -> None:
        self.network.train()
        # By the epoch alone, so that a resumed training goes on as it would have.
        torch.manual_seed(self.values["seed"] + epoch)
        for rows in torch.randperm(len(training[2])).split(self.values["batch_size"]):
            self.optimizer.zero_grad()
            self._loss([each[rows] for each in training]).backward()
            self.optimizer.step()

    def _loss(self, part: Any) -> torch.Tensor:
        answers = self.network(part[0], part[1])
        return self.loss(answers if self.is_vector else answers[:, 0], part[2])

    def _keep(self, epoch: int, best: Mapping[str, np.ndarray], least: float, best_epoch: int) -> None:
        if self.file is None:
            return
        moments = {
            f"optimizer.{place}.{name}": np.asarray(each)
            for place, state in self.optimizer.state_dict()["state"].items()
            for name, each in state.items()
        }
        kept = {
            **{f"network.{name}": each for name, each in arrays(self.network.state_dict()).items()},
            **{f"best.{name}": each for name, each in best.items()},
            **moments,
            "progress": np.array([epoch, least, best_epoch]),
        }
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_suffix(".new")
        new.write_bytes(written(kept))
        new.replace(self.file)

    def _resume(self) -> tuple[int, dict[str, np.ndarray], float, int]:
        if self.file is None or not self.file.exists():
            return 0, arrays(self.network.state_dict()), float("inf"), 0
        kept = read(self.file.read_bytes())
        sides: dict[str, dict[str, np.ndarray]] = {"network": {}, "best": {}, "optimizer": {}}
        for name, each in kept.items():
            side, _, rest = name.partition(".")
            if side in sides:
                sides[side][rest] = each
        self.network.load_state_dict({name: torch.from_numpy(each) for name, each in sides["network"].items()})
        state: dict[int, dict[str, Any]] = {}
        for name, each in sides["optimizer"].items():
            place, _, moment = name.partition(".")
            state.setdefault(int(place), {})[moment] = torch.from_numpy(each)
        self.optimizer.load_state_dict({**self.optimizer.state_dict(), "state": state})
        epoch, least, best_epoch = kept["progress"].tolist()
        return int(epoch), sides["best"], least, int(best_epoch)


def arrays(state: Mapping[str, torch.Tensor]) -> dict[str, np.ndarray]:
    return {name: each.detach().numpy().copy() for name, each in state.items()}


def written(weights: Mapping[str, np.ndarray]) -> bytes:
    """As .npz."""
    stream = io.BytesIO()
    np.savez(stream, **weights)
    return stream.getvalue()


def read(content: bytes) -> dict[str, np.ndarray]:
    """Raises StepError if the content has anything but arrays of numbers."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile, AttributeError) as error:
        raise StepError(f"{FILE} has not the form of weights") from error


def load(files: Mapping[str, bytes], description: Description) -> PyTorchModel:
    try:
        return PyTorchModel(read(files[FILE]), description)
    except (KeyError, RuntimeError, TypeError) as error:
        raise StepError(f"{FILE} has not the weights that model.json describes") from error

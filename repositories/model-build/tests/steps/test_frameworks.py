"""Every framework behind its interface: training, answers, files, explanations, checkpoints."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import shop, shop_columns
from frameworks import EACH, EACH_PROBLEM, Build, built, pytorch

from encoding import MOST_CATEGORIES
from framework import framework_of
from step import StepError

LIMITS = {"binary": ("auc", 0.85), "multiclass": ("accuracy", 0.6), "regression": ("r2", 0.6)}


@EACH_PROBLEM
@EACH
def test_learns_and_answers_in_the_form_of_its_problem(framework: str, problem: str) -> None:
    build = built(framework, problem)
    document = json.loads((build.output / "evaluation" / "evaluation.json").read_text())
    metric, least = LIMITS[problem]
    metrics = next(value for key, value in document.items() if key.endswith("_metrics"))
    assert metrics[metric]["value"] > least
    assert document["problem"] == problem
    assert document.get("classes", []) == list(build.columns.classes)
    answers = build.read().predict(build.part("test").features)
    assert answers.dtype == "float64"
    if problem == "multiclass":
        assert answers.shape[1] == 3
        assert answers.sum(axis=1) == pytest.approx(1, abs=1e-5)
    else:
        assert answers.ndim == 1


@EACH_PROBLEM
@EACH
def test_a_model_that_is_read_again_answers_the_same(framework: str, problem: str) -> None:
    build = built(framework, problem)
    features = build.part("test").features
    trained = build.train(framework, "again")
    assert np.array_equal(trained.predict(features), build.read("again").predict(features))
    # And the same data and hyperparameters give the same model.
    assert np.array_equal(trained.predict(features), build.read().predict(features))


@EACH
def test_a_row_has_the_same_answer_alone_and_among_others(framework: str) -> None:
    model, features = built(framework, "multiclass").read(), built(framework, "multiclass").part("test").features
    together = model.predict(features)
    alone = np.concatenate([model.predict(features.iloc[[place]]) for place in range(20)])
    assert np.array_equal(together[:20], alone)


@EACH
def test_missing_values_unknown_categories_and_extremes_are_answered(framework: str) -> None:
    model = built(framework, "regression").read()
    rows = pd.DataFrame(
        {
            "age": [np.nan, 1e30, -1e30, 40.0],
            "city": [None, "never seen", "", "Bern"],
            "opened": [np.nan, 1e6, -7e5, 17_000.0],
            "visits": [np.nan, np.nan, 0.0, 3.0],
        }
    ).astype({"city": object})
    assert np.isfinite(model.predict(rows)).all()
    unknown = [model.predict(rows.iloc[[3]].assign(city=name))[0] for name in ("never seen", "nor this one")]
    assert unknown[0] == unknown[1]


@EACH
def test_explanations_find_what_the_model_looks_at(framework: str) -> None:
    build = built(framework, "regression")
    features = build.part("test").features
    for found in (build.read().explain(features), build.read().importance(features)):
        assert list(found) == ["age", "city", "opened", "visits"]
        assert min(found, key=lambda name: found[name]) == "visits"


@EACH
def test_a_feature_may_be_missing_everywhere_or_always_the_same(framework: str, tmp_path: Path) -> None:
    rows = shop("binary", 400).assign(age=np.nan, city="Bern")
    build = Build(tmp_path, "binary").preprocess(rows)
    build.train(framework)
    assert build.evaluate(framework)["binary_classification_metrics"]["auc"]["value"] > 0.5


@EACH
def test_of_ten_thousand_categories_the_most_frequent_are_told_apart(framework: str, tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    rows = shop("regression", 12_000)
    rows["city"] = [f"c{number}" for number in np.r_[np.arange(10_000), random.integers(0, 3, 2_000)]]
    build = Build(tmp_path, "regression").preprocess(rows)
    known = build.train(framework, **({"num_round": 5} if framework == "xgboost" else {}))
    categories = known.description.encoding.categories["city"]
    assert len(categories) == MOST_CATEGORIES
    assert set(categories[:3]) == {"c0", "c1", "c2"}
    assert len((tmp_path / "model-folder" / "model.json").read_bytes()) < 10_000
    assert np.isfinite(build.read().predict(build.part("test").features)).all()


@EACH
def test_its_files_hold_nothing_that_runs(framework: str) -> None:
    with tarfile.open(built(framework, "binary").archive()) as tar:
        names = {member.name.removeprefix("./") for member in tar.getmembers() if member.isfile()}
    data = {name for name in names if not name.startswith("code/")}
    assert data == {"model.json", *framework_of(framework).FILES}
    for content in built(framework, "binary").read().files().values():
        assert not content.startswith(b"\x80")
        assert b"pickle" not in content


@EACH
def test_broken_files_are_refused(framework: str) -> None:
    model = built(framework, "binary").read()
    (name,) = framework_of(framework).FILES
    content = model.files()[name]
    for broken in (b"", b"{", b"\x80\x04\x95pickle", content[: len(content) // 2]):
        with pytest.raises(StepError, match=rf"^{name} "):
            framework_of(framework).load({name: broken}, model.description)


def test_a_model_of_scikit_learn_with_an_unknown_type_is_refused() -> None:
    from sklearn.preprocessing import FunctionTransformer
    from skops.io import dumps

    model = built("sklearn", "binary").read()
    evil = dumps(FunctionTransformer(func=Path.unlink))
    with pytest.raises(StepError, match=r"types that framework_sklearn\.py does not trust: .*unlink"):
        framework_of("sklearn").load({"model.skops": evil}, model.description)


@pytorch
def test_weights_with_pickle_are_refused() -> None:
    import io

    stream = io.BytesIO()
    np.savez(stream, weights=np.array([{"a": 1}], dtype=object))
    with pytest.raises(StepError, match=r"^weights\.npz has not the form of weights$"):
        framework_of("pytorch").load({"weights.npz": stream.getvalue()}, built("pytorch", "binary").read().description)


def test_an_unknown_framework_is_refused() -> None:
    for name in ("tensorflow", "../evil", ""):
        with pytest.raises(StepError, match=r"^there is no framework "):
            framework_of(name)


def test_a_framework_that_the_image_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    monkeypatch.delitem(__import__("sys").modules, "framework_pytorch", raising=False)
    with pytest.raises(StepError, match=r"^the image has no package torch, which a model of pytorch needs"):
        framework_of("pytorch")


@EACH_PROBLEM
def test_an_interrupted_training_of_xgboost_goes_on(problem: str, tmp_path: Path) -> None:
    build = Build(tmp_path, problem).preprocess(shop(problem))
    kept = tmp_path / "checkpoints"
    build.train("xgboost", checkpoints=kept, num_round=30)
    assert sorted(file.name for file in kept.iterdir()) == ["25.json", "25.ubj"]
    begun = json.loads((kept / "25.json").read_text())
    assert len(begun) == 25
    model = build.train("xgboost", checkpoints=kept, num_round=60)
    assert 25 < model.rounds <= 60
    assert build.evaluate("xgboost")["problem"] == problem
    # A copy that broke off between the two files does not count.
    (kept / "75.json").write_text("[]")
    assert build.train("xgboost", checkpoints=kept, num_round=60).rounds > 1


@pytorch
@EACH_PROBLEM
def test_an_interrupted_training_of_pytorch_goes_on_to_the_same_model(problem: str, tmp_path: Path) -> None:
    build = Build(tmp_path, problem).preprocess(shop(problem))
    build.train("pytorch", checkpoints=tmp_path / "checkpoints", epochs=3)
    resumed = build.train("pytorch", checkpoints=tmp_path / "checkpoints")
    whole = build.train("pytorch")
    features = build.part("test").features
    assert np.array_equal(resumed.predict(features), whole.predict(features))


def test_scikit_learn_starts_anew(tmp_path: Path) -> None:
    build = Build(tmp_path, "binary").preprocess(shop("binary"))
    build.train("sklearn", checkpoints=tmp_path / "checkpoints")
    assert not (tmp_path / "checkpoints").exists()


def test_a_class_that_no_row_for_training_has_is_never_answered(tmp_path: Path) -> None:
    columns = shop_columns("multiclass")
    for framework in ("xgboost", "sklearn"):
        build = Build(tmp_path / framework, "multiclass", columns).preprocess(shop("multiclass"))
        for part in ("train", "validation"):
            file = build.folder / part / f"{part}.csv"
            rows = pd.read_csv(file, dtype=str)
            rows[rows["outcome"].astype(float) != 1].to_csv(file, index=False)
        model = build.train(framework)
        answers = model.predict(build.part("test").features)
        assert answers.shape[1] == 3
        assert answers[:, 1].max() < 0.2


def test_weights_for_positives_are_for_binary_problems(tmp_path: Path) -> None:
    build = Build(tmp_path, "regression").preprocess(shop("regression"))
    with pytest.raises(StepError, match="scale_pos_weight is for a binary problem"):
        build.train("xgboost", scale_pos_weight=2.0)

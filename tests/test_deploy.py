"""What is delivered for servers: read by its own tools where they are here, by its structure where they are not."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from dashboard.web.settings import all_settings
from tests.browser.nginx import configured, nginx
from tests.browser.replicas import TEMPLATE, filled
from tests.browser.serving import ROOT
from tests.planting import copied

DEPLOY = ROOT / "deploy"
OPERATING = ROOT / "docs" / "operating.md"
SETTINGS = {one.variable for one in all_settings()}
OTHERS = {"FORWARDED_ALLOW_IPS", "PGPASSWORD"}  # uvicorn's and PostgreSQL's


def documents(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((DEPLOY / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", ["/", "/arctic/map/"])
def test_nginx_itself_finds_nothing_wrong_with_its_configuration(path: str, tmp_path: Path) -> None:
    folder = tmp_path / "nginx"
    main = configured(folder, filled(folder, [8501, 8502, 8503], 8080, path))
    command = [nginx(), "-t", "-p", str(main.parent), "-c", str(main), "-e", "error.log"]
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (completed.returncode, "test is successful" in completed.stderr) == (0, True), completed.stderr
    main.with_name("served.conf").write_text("nonsense on;", encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_the_variables_of_the_template_are_those_that_compose_fills_in() -> None:
    (compose,) = documents("compose.yaml")
    wanted = set(re.findall(r"\$\{([A-Z_]+)\}", TEMPLATE.read_text(encoding="utf-8")))
    assert wanted == compose["services"]["nginx"]["environment"].keys()


def test_compose_runs_three_replicas_that_can_write_nothing_and_are_nobody() -> None:
    services = documents("compose.yaml")[0]["services"]
    replicas = [one for name, one in services.items() if name.startswith("replica")]
    assert len(replicas) == 3
    for one in replicas:
        assert (one["read_only"], one["user"], one["cap_drop"]) == (True, "10001:10001", ["ALL"])
        assert one["environment"].keys() <= SETTINGS | OTHERS
    assert {"nginx", "database", "prometheus", "load"} <= services.keys()
    question = documents("prometheus.yaml")[0]["scrape_configs"][0]["static_configs"][0]["targets"]
    assert question == [f"{name}:8501" for name in services if name.startswith("replica")]
    inside = documents("compose.yaml")[0]["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    assert all(one["environment"]["ARCTIC_METRICS_FROM"] == inside for one in replicas)


def test_the_image_runs_as_nobody_and_is_asked_for_its_health() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    final = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", final, re.M)
    assert re.search(r"^HEALTHCHECK .*\\\n.*/healthz", final, re.M)
    for line in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.M):
        assert [name for name in line.split() if not (ROOT / name).exists()] == []
    variables = set(re.findall(r"\b(ARCTIC_[A-Z_]+)=", text))
    assert variables
    assert variables <= SETTINGS


def test_the_manifest_is_whole_and_its_pods_can_write_nothing() -> None:
    kinds = {one["kind"]: one for one in documents("kubernetes.yaml")}
    assert all({"apiVersion", "kind", "metadata"} <= one.keys() for one in kinds.values())
    assert {"Deployment", "Service", "Ingress", "ConfigMap", "PodDisruptionBudget"} == kinds.keys()
    assert kinds["ConfigMap"]["data"].keys() <= SETTINGS | OTHERS
    pod = kinds["Deployment"]["spec"]["template"]
    labels = kinds["Deployment"]["spec"]["selector"]["matchLabels"]
    assert labels.items() <= pod["metadata"]["labels"].items()
    assert kinds["Service"]["spec"]["selector"] == labels
    (page,) = pod["spec"]["containers"]
    assert pod["spec"]["securityContext"]["runAsNonRoot"] is True
    assert page["securityContext"]["readOnlyRootFilesystem"] is True
    assert page["readinessProbe"]["httpGet"]["path"] == "/healthz"
    assert page["livenessProbe"]["httpGet"]["path"] == "/_stcore/health"  # nothing to show is no reason to start anew
    patience = int(kinds["ConfigMap"]["data"]["ARCTIC_STOP_SECONDS"])
    assert pod["spec"]["terminationGracePeriodSeconds"] > 2 * patience


def test_the_roles_of_the_database_are_those_of_its_handbook() -> None:
    script = DEPLOY / "postgres" / "roles.sh"
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
    wanted = re.findall(r"^(?:CREATE|GRANT|ALTER) [^;]+;", (ROOT / "docs/postgresql.md").read_text("utf-8"), re.M)
    text = re.sub(r" PASSWORD :'\w+'", "", script.read_text(encoding="utf-8"))
    assert len(wanted) >= 6
    assert [line for line in wanted[:6] if line not in text] == []


def test_evidence_comes_back_from_a_backup_by_the_lines_of_the_handbook(tmp_path: Path) -> None:
    lines = re.search(r"<!-- restore -->\n```sh\n(.*?)```", OPERATING.read_text(encoding="utf-8"), re.S)
    assert lines
    assert len(lines[1].splitlines()) <= 10
    evidence, backups = tmp_path / "evidence", tmp_path / "backups"
    copied(tmp_path).rename(tmp_path / "first")
    evidence.symlink_to("first")
    backups.mkdir()
    command = tmp_path / "bin" / "arctic-endurance-map"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\ncd {ROOT} && exec {sys.executable} -m dashboard "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    env = {"PATH": f"{command.parent}:/usr/bin:/bin", "EVIDENCE": str(evidence), "BACKUPS": str(backups)}
    before = (evidence / "evidence" / "claims.csv").read_bytes()
    save, restore = lines[1].split("\n\n")
    subprocess.run(["sh", "-eu", "-c", save], env=env, check=True, capture_output=True)
    shutil.rmtree(tmp_path / "first")
    completed = subprocess.run(["sh", "-eu", "-c", restore], env=env, check=False, capture_output=True, text=True)
    assert (completed.returncode, "no problems" in completed.stdout) == (0, True), completed.stderr
    assert (evidence / "evidence" / "claims.csv").read_bytes() == before

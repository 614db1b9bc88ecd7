"""The files for deployment: what can be checked of them without a cluster."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docs.pages import ROOT
from ruamel.yaml import YAML

from gnomon.config.read import read_settings
from gnomon.server import serve

DEPLOY = ROOT / "deploy"
PATHS = {"/healthz", "/readyz"}


def documents(name: str) -> list[dict[str, Any]]:
    return list(YAML(typ="safe").load_all((DEPLOY / name).read_text("utf-8")))


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in documents("kubernetes.yaml") if one["kind"] == kind}


def configuration(folder: Path) -> Path:
    place = folder / "gnomon.yaml"
    place.write_text(of_kind("ConfigMap")["gnomon"]["data"]["gnomon.yaml"], "utf-8")
    return place


def test_the_configurations_are_right_and_listen_for_others(tmp_path: Path) -> None:
    for place in (DEPLOY / "gnomon.yaml", configuration(tmp_path)):
        settings = read_settings(place)
        assert serve.place(settings, "0.0.0.0", None).token is not None  # noqa: S104 - within a container
        assert settings.address.startswith("postgresql+psycopg://")


def test_the_image_runs_what_there_is_as_nobody_in_particular() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8")
    assert len(re.findall(r"^FROM ", lines, re.MULTILINE)) == 2
    user = re.search(r"^USER (\d+)$", lines, re.MULTILINE)
    assert user is not None
    assert f"--uid {user[1]} " in lines
    assert user[1] in (DEPLOY / "kubernetes.yaml").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", lines, re.MULTILINE)
    kept = {
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[0] == "!"
    }
    assert {name.removeprefix("./") for names in copied for name in names.split()} == kept
    assert all((ROOT / name).exists() for name in kept)
    assert "/readyz" in lines


def test_compose_names_only_what_it_has() -> None:
    (made,) = documents("compose.yaml")
    for service in made["services"].values():
        assert {"image", "restart"} <= service.keys()
        assert set(service.get("depends_on", ())) <= made["services"].keys()
        assert set(service.get("secrets", ())) <= made["secrets"].keys()
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source in made["volumes"] or (DEPLOY / source).exists()
    assert (DEPLOY / made["services"]["gnomon"]["build"] / "Dockerfile").exists()


def test_promtool_reads_what_prometheus_scrapes(promtool: str, tmp_path: Path) -> None:
    text = (DEPLOY / "prometheus.yml").read_text("utf-8").replace("/run/secrets/", f"{tmp_path}/")
    text = re.sub(r"\n  scrape_native_histograms: .*", "", text)  # Debian's Prometheus is older than that
    (tmp_path / "gnomon-token").write_text("x", "utf-8")
    (tmp_path / "prometheus.yml").write_text(text, "utf-8")
    done = subprocess.run([promtool, "check", "config", tmp_path / "prometheus.yml"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_systemd_reads_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd on this machine")
    (tmp_path / "gnomon").write_text("#!/bin/sh\n", "utf-8")
    (tmp_path / "gnomon").chmod(0o755)
    text = (DEPLOY / "gnomon.service").read_text("utf-8")
    assert "/opt/gnomon/bin/gnomon" in text
    unit = tmp_path / "gnomon.service"
    unit.write_text(text.replace("/opt/gnomon/bin/gnomon", str(tmp_path / "gnomon")), "utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_pods_have_what_they_name_and_one_does_the_work() -> None:
    deployments = of_kind("Deployment")
    claims, maps = of_kind("PersistentVolumeClaim"), of_kind("ConfigMap")
    (service,) = of_kind("Service").values()
    work = 0
    for one in deployments.values():
        pod = one["spec"]["template"]["spec"]
        labels = one["spec"]["template"]["metadata"]["labels"]
        assert one["spec"]["selector"]["matchLabels"].items() <= labels.items()
        assert service["spec"]["selector"].items() <= labels.items()
        (container,) = pod["containers"]
        volumes = {volume["name"]: volume for volume in pod["volumes"]}
        assert {mount["name"] for mount in container["volumeMounts"]} == volumes.keys()
        assert volumes["config"]["configMap"]["name"] in maps
        assert volumes["state"]["persistentVolumeClaim"]["claimName"] in claims
        assert {container[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "liveness", "readiness")} == PATHS
        assert pod["securityContext"]["runAsNonRoot"]
        work += one["spec"]["replicas"] * ("--no-scheduler" not in container["args"])
    assert work == 1

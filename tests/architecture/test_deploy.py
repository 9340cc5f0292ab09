"""The Dockerfile, compose.yaml and deploy/k8s agree with the code and with one another."""

import importlib
import re
from pathlib import Path

import pytest
import yaml
from deckwire_contracts.topology import STREAMS
from deckwire_kit.embedded import MAX_PAYLOAD
from deckwire_kit.settings import ServiceSettings

ROOT = Path(__file__).resolve().parents[2]
SERVICES = sorted(path.name for path in (ROOT / "services").iterdir() if (path / "pyproject.toml").exists())
K8S = ROOT / "deploy" / "k8s"
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMMAND_ONLY = {"DECKWIRE_PUBLISHED_PORT", "SERVICE", "GOMEMLIMIT", "POD_NAME", "PYTHONUNBUFFERED", "PATH"}


def documents() -> list[dict]:
    names = yaml.safe_load((K8S / "kustomization.yaml").read_text())["resources"]
    return [document for name in names for document in yaml.safe_load_all((K8S / name).read_text())]


def of_kind(kind: str) -> dict[str, dict]:
    return {one["metadata"]["name"]: one for one in documents() if one["kind"] == kind}


def settings_classes() -> list[type[ServiceSettings]]:
    found = [ServiceSettings]
    for name in SERVICES:
        module = importlib.import_module(f"deckwire_{name}.settings")
        found += [v for v in vars(module).values() if isinstance(v, type) and issubclass(v, ServiceSettings)]
    return found


def environment_names() -> set[str]:
    """Every variable that some service's settings read."""
    names: set[str] = set()
    for kind in settings_classes():
        for field, about in kind.model_fields.items():
            alias = about.validation_alias
            names |= set(map(str, alias.choices)) if alias is not None else {f"DECKWIRE_{field.upper()}"}
    return names


def container(deployment: dict) -> dict:
    (only,) = deployment["spec"]["template"]["spec"]["containers"]
    return only


def test_kustomization_lists_every_file():
    listed = yaml.safe_load((K8S / "kustomization.yaml").read_text())["resources"]
    assert set(listed) == {path.name for path in K8S.glob("*.yaml")} - {"kustomization.yaml"}


def test_each_service_has_a_deployment_a_service_and_a_container():
    assert set(of_kind("Deployment")) == set(SERVICES)
    assert set(of_kind("Service")) == {*SERVICES, "nats"}
    assert set(COMPOSE["services"]) == {*SERVICES, "nats"}
    for name in SERVICES:
        assert COMPOSE["services"][name]["build"]["args"]["SERVICE"] == name


def test_every_variable_that_is_set_is_read_by_some_settings():
    given = set(of_kind("ConfigMap")["deckwire"]["data"]) | set(of_kind("Secret")["deckwire"]["stringData"])
    for service in COMPOSE["services"].values():
        given |= set(service.get("environment", {}))
    block = re.search(r"^ENV PATH=.*?(?=^USER)", DOCKERFILE, re.MULTILINE | re.DOTALL).group()
    given |= set(re.findall(r"([A-Z][A-Z_]+)=", block))
    example = set(re.findall(r"^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert given | example <= environment_names() | COMMAND_ONLY


def test_every_documented_setting_of_the_interface_is_in_the_example():
    example = (ROOT / ".env.example").read_text()
    fixed = ["PROJECT_ENV", "NATS_URL", "JWT_SECRET_KEY", "OPENROUTER_API_KEY", "RUNWARE_API_KEY", "LLM_BASE_URL"]
    fixed += ["LLM_MODEL", "LLM_API_KEY", "IMAGE_PROVIDERS", "RUNWARE_BASE_URL", "OPENROUTER_BASE_URL"]
    fixed += ["PEXELS_API_KEY", "OPENAI_API_KEY"]
    assert [name for name in fixed if f"#{name}=" not in example] == []


@pytest.mark.parametrize("name", SERVICES)
def test_probes_and_ports_are_those_the_service_listens_on(name):
    settings = of_kind("ConfigMap")["deckwire"]["data"]
    spec = container(of_kind("Deployment")[name])
    ports = {port["name"]: port["containerPort"] for port in spec["ports"]}
    assert ports["health"] == int(settings["DECKWIRE_HEALTH_PORT"])
    assert spec["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "health"}
    assert spec["livenessProbe"]["httpGet"] == {"path": "/healthz", "port": "health"}
    assert f"DECKWIRE_HEALTH_PORT={ports['health']}" in DOCKERFILE
    assert ("http" in ports) == (name == "gateway")
    if name == "gateway":
        assert f"DECKWIRE_PORT={ports['http']}" in DOCKERFILE
        assert COMPOSE["services"]["gateway"]["ports"][0].endswith(f":{ports['http']}")


@pytest.mark.parametrize("name", SERVICES)
def test_pod_has_more_time_to_stop_than_the_service_takes_to_drain(name):
    drain_s = int(of_kind("ConfigMap")["deckwire"]["data"]["DECKWIRE_DRAIN_S"])
    assert of_kind("Deployment")[name]["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] >= drain_s + 10
    assert int(COMPOSE["services"][name]["stop_grace_period"].rstrip("s")) >= drain_s + 10


@pytest.mark.parametrize("name", [*SERVICES, "nats"])
def test_pod_runs_without_privileges(name):
    workload = of_kind("StatefulSet")["nats"] if name == "nats" else of_kind("Deployment")[name]
    pod = workload["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    limits = container(workload)["securityContext"]
    assert limits["allowPrivilegeEscalation"] is False
    assert limits["readOnlyRootFilesystem"] is True
    assert limits["capabilities"] == {"drop": ["ALL"]}
    assert container(workload)["resources"]["limits"]["memory"]


def test_image_runs_as_the_user_that_the_pods_name():
    uid = re.search(r"^USER (\d+):\d+$", DOCKERFILE, re.MULTILINE).group(1)
    for name in SERVICES:
        pod = of_kind("Deployment")[name]["spec"]["template"]["spec"]
        assert pod["securityContext"]["runAsUser"] == int(uid)


def test_dockerfile_installs_hashed_locks_that_exist():
    assert DOCKERFILE.count("--require-hashes") == 2
    for name in (*SERVICES, "build"):
        assert (ROOT / "requirements" / f"{name}.lock").exists()
    for source in re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.MULTILINE):
        for name in SERVICES:
            assert (ROOT / source.replace("${SERVICE}", name)).exists()


@pytest.mark.parametrize(
    "conf",
    [
        (ROOT / "deploy" / "nats" / "nats.conf").read_text(),
        of_kind("ConfigMap")["nats"]["data"]["nats.conf"],
    ],
    ids=["compose", "k8s"],
)
def test_broker_acknowledges_what_is_on_disk_and_takes_our_largest_message(conf):
    assert "sync_interval: always" in conf
    megabytes = int(re.search(r"max_payload: (\d+)MB", conf).group(1))
    assert megabytes * 1024 * 1024 >= MAX_PAYLOAD >= max(stream.max_msg_bytes for stream in STREAMS)


def test_both_brokers_are_of_one_release():
    (image,) = {COMPOSE["services"]["nats"]["image"], container(of_kind("StatefulSet")["nats"])["image"]}
    assert re.fullmatch(r"nats:2\.15\S*", image)


def test_secrets_are_a_template_without_values():
    assert set(of_kind("Secret")["deckwire"]["stringData"].values()) == {""}


def test_services_find_the_broker_by_the_name_it_has():
    url = of_kind("ConfigMap")["deckwire"]["data"]["NATS_URL"]
    (port,) = [port["port"] for port in of_kind("Service")["nats"]["spec"]["ports"] if port["name"] == "client"]
    assert url == f"nats://nats:{port}"
    assert COMPOSE["x-environment"]["NATS_URL"] == url

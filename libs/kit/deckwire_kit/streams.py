"""The one place that creates streams, consumers and buckets, all from the topology table of the contracts."""

from __future__ import annotations

from deckwire_contracts.topology import BUCKETS, CONSUMERS, STREAMS, BucketSpec, ConsumerSpec, StreamSpec
from nats.js import JetStreamContext
from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DeliverPolicy,
    KeyValueConfig,
    ObjectStoreConfig,
    RePublish,
    RetentionPolicy,
    StorageType,
    StreamConfig,
)
from nats.js.errors import BucketNotFoundError, NotFoundError

_DUPLICATE_WINDOW_S = 120.0


def stream_config(spec: StreamSpec, *, replicas: int = 1) -> StreamConfig:
    """Return the JetStream configuration of a stream of the table."""
    return StreamConfig(
        name=spec.name,
        description=spec.description,
        subjects=list(spec.subjects),
        retention=RetentionPolicy.LIMITS,
        storage=StorageType.FILE,
        max_age=spec.max_age_s,
        max_msg_size=spec.max_msg_bytes,
        num_replicas=replicas,
        duplicate_window=_DUPLICATE_WINDOW_S,
        allow_direct=True,
        # A schedule is cancelled by a rollup or purge of its subject, and deleted when it has fired (ADR-51).
        allow_rollup_hdrs=spec.schedules,
        allow_msg_schedules=spec.schedules or None,
        republish=RePublish(src="deck.>", dest=f"{spec.republish_to}.deck.>") if spec.republish_to else None,
        max_consumers=256,
    )


def consumer_config(spec: ConsumerSpec) -> ConsumerConfig:
    """Return the JetStream configuration of a durable pull consumer of the table.

    Deliveries are not limited here: the delivery code counts them, so that the last one can write the fact that
    lets the deck end. There is no `backoff`: it would be added to the delay of a negative acknowledgement.
    """
    return ConsumerConfig(
        name=spec.name,
        durable_name=spec.name,
        description=f"{spec.service}: {', '.join(spec.filters)}",
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=spec.ack_wait_s,
        max_deliver=-1,
        max_ack_pending=spec.max_ack_pending,
        max_waiting=512,
        filter_subjects=list(spec.filters),
    )


async def provision(js: JetStreamContext, *, replicas: int = 1, update: bool = False) -> list[str]:
    """Create every stream, consumer and bucket of the table that is missing and return the names of those made.

    What exists is left as it is, so that services of different releases do not undo one another; with `update`
    its configuration is brought to what the table says.
    """
    made: list[str] = []
    for stream in STREAMS:
        config = stream_config(stream, replicas=replicas)
        try:
            await js.stream_info(stream.name)
        except NotFoundError:
            await js.add_stream(config)
            made.append(stream.name)
        else:
            if update:
                await js.update_stream(config)
    for consumer in CONSUMERS:
        try:
            await js.consumer_info(consumer.stream, consumer.name)
            exists = True
        except NotFoundError:
            exists = False
        if not exists or update:
            await js.add_consumer(consumer.stream, consumer_config(consumer))
        if not exists:
            made.append(consumer.name)
    made += [bucket.name for bucket in BUCKETS if await _create_bucket(js, bucket, replicas)]
    return made


async def _create_bucket(js: JetStreamContext, spec: BucketSpec, replicas: int) -> bool:
    try:
        if spec.kind == "object":
            await js.object_store(spec.name)
        else:
            await js.key_value(spec.name)
    except (BucketNotFoundError, NotFoundError):
        if spec.kind == "object":
            await js.create_object_store(
                spec.name, ObjectStoreConfig(bucket=spec.name, description=spec.description, replicas=replicas)
            )
        else:
            await js.create_key_value(
                KeyValueConfig(
                    bucket=spec.name, description=spec.description, ttl=spec.ttl_s, history=1, replicas=replicas
                )
            )
        return True
    return False

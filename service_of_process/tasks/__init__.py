"""Tasks of service of documents."""

from service_of_process.tasks import electronic, following, judging  # noqa: F401

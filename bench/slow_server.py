"""A provider that takes 200 ms for whatever it is asked, and next to nothing of the processor."""

import asyncio
import sys
from typing import Any

import orjson

SCORES = {"correctness": 4, "helpfulness": 4, "tone": 4, "completeness": 4}
WORSE = dict.fromkeys(SCORES, 2)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection until it ends."""
    loop = asyncio.get_running_loop()
    while head := await _head(reader):
        body = await reader.readexactly(_length(head))
        came = loop.time()
        said = _completion(orjson.loads(body)) if body else {"data": []}
        content = orjson.dumps(said)
        await asyncio.sleep(came + float(sys.argv[1]) - loop.time())
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            + str(len(content)).encode()
            + b"\r\n\r\n"
            + content
        )
    writer.close()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _completion(request: dict[str, Any]) -> dict[str, Any]:
    text = request["messages"][-1]["content"]
    judged = "comment" in str(request["response_format"])
    verdict = {"comment": "The second one helps.", "first": WORSE, "second": SCORES}
    improved = {
        "improved_reply": f"I am sorry. I have looked into it and write to you today. {len(text)}",
        "reason": "It answers what was asked.",
    }
    said = orjson.dumps(verdict if judged else improved).decode()
    choice = {"index": 0, "finish_reason": "stop"}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": request["model"],
        "choices": [{**choice, "message": {"role": "assistant", "content": said, "refusal": None}}],
        "usage": {"prompt_tokens": len(text) // 4, "completion_tokens": 50, "total_tokens": 0},
    }


async def main() -> None:
    """Serve on a free port of this machine, and print its base URL."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{port}/v1", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())

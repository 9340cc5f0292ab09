// The official Socket.IO client, driven by JSON lines on stdin and reporting as JSON lines on stdout.
//   {"op":"connect","name":"a","url":…,"path":…,"token":…,"transports":[…]}
//   {"op":"emit","name":"a","n":1,"event":…,"data":…,"ms":…}   answered by {"ack":1,"value":…}, or "error" after ms
//   {"op":"follow","name":"a","deck_id":…}                subscribes now and after each reconnect, from the last seq seen
//   {"op":"close","name":"a"}  {"op":"drop","name":"a"}    drop cuts the transport under the client, which reconnects
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const sockets = new Map();
const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const operations = {
  connect({ name, url, path, token, transports }) {
    const socket = io(url, {
      path,
      auth: token ? { token } : undefined,
      transports: transports ?? ["websocket"],
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
      // A line that is cut while it opens is given up only after this time (20 seconds if nothing is said).
      timeout: 2000,
      forceNew: true,
    });
    sockets.set(name, socket);
    socket.on("connect", () => say({ name, on: "connect", recovered: socket.recovered }));
    socket.on("disconnect", (reason) => say({ name, on: "disconnect", reason }));
    socket.on("connect_error", (error) => say({ name, on: "connect_error", message: error.message, data: error.data }));
    socket.onAny((event, ...values) => say({ name, on: event, value: values[0] }));
  },
  emit({ name, n, event, data, ms }) {
    sockets
      .get(name)
      .timeout(ms)
      .emit(event, data, (error, value) => say(error ? { ack: n, error: String(error) } : { ack: n, value }));
  },
  follow({ name, deck_id }) {
    const socket = sockets.get(name);
    let after = 0;
    const subscribe = () => socket.emit("deck:subscribe", { deck_id, after });
    socket.on("deck:event", (event) => {
      if (event.deck_id === deck_id) after = event.seq;
    });
    socket.on("connect", subscribe);
    if (socket.connected) subscribe();
  },
  close({ name }) {
    sockets.get(name).close();
  },
  drop({ name }) {
    sockets.get(name).io.engine.close();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  operations[command.op](command);
}
for (const socket of sockets.values()) socket.close();

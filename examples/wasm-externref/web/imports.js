// What the assembly of the two crates imports.
export function imports(log, instance) {
  return {
    externref: {
      string: (start, length) =>
        new TextDecoder().decode(new Uint8Array(instance().exports.memory.buffer, start, length)),
    },
    console: { log },
  };
}

export async function start(bytes, log) {
  let instance;
  ({ instance } = await WebAssembly.instantiate(bytes, imports(log, () => instance)));
  return instance.exports;
}

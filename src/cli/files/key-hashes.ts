/** The keys that an object has so far. */
export interface KeysOfObject {
  /** They are the hashes from here on. */
  first: number;
  /** The same of an object that has many keys: comparing each with each would take too long. */
  many: Set<string> | undefined;
}

/** Fewer keys than this are compared, more are looked up. */
const FEW = 32;

/**
 * Two hashes of each key of the objects that are being read, the innermost last: of a large file nothing adds up. Two keys with
 * the same 64 bits would be taken for one.
 */
export class KeyHashes {
  #hashes = new Int32Array(256);
  #size = 0;

  /** An object begins, inside those that have begun: it has no key. */
  begin(object: KeysOfObject): void {
    object.first = this.#size;
    object.many = undefined;
  }

  /** The innermost object ends: its keys aren't needed any more. */
  end({ first }: KeysOfObject): void {
    this.#size = first;
  }

  /** Adds the key that these bytes are to those of the innermost object. @returns whether it has that key already */
  add(object: KeysOfObject | undefined, bytes: Uint8Array, from: number, to: number): boolean {
    let hash = 0;
    let other = 0x811c9dc5 | 0;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      hash = (Math.imul(hash, 31) + byte) | 0;
      other = Math.imul(other ^ byte, 0x01000193);
    }
    const isRepeated = object !== undefined && this.#has(object, hash, other);
    if (2 * this.#size === this.#hashes.length) this.#hashes = enlarged(this.#hashes);
    this.#hashes[2 * this.#size] = hash;
    this.#hashes[2 * this.#size + 1] = other;
    this.#size++;
    return isRepeated;
  }

  #has(object: KeysOfObject, hash: number, other: number): boolean {
    if (this.#size - object.first >= FEW) return this.#isAmongMany(object, hash, other);
    for (let at = 2 * object.first; at < 2 * this.#size; at += 2)
      if (this.#hashes[at] === hash && this.#hashes[at + 1] === other) return true;
    return false;
  }

  #isAmongMany(object: KeysOfObject, hash: number, other: number): boolean {
    if (object.many === undefined) {
      object.many = new Set();
      for (let at = 2 * object.first; at < 2 * this.#size; at += 2)
        object.many.add(`${this.#hashes[at]} ${this.#hashes[at + 1]}`);
    }
    const { size } = object.many;
    return object.many.add(`${hash} ${other}`).size === size;
  }
}

function enlarged(hashes: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * hashes.length);
  larger.set(hashes);
  return larger;
}

import type { Engine } from "../engine";

/** One line about the engine of a run. */
export function describeEngine({ origin, version, executable }: Engine): string {
  switch (origin) {
    case "path":
      return `engine: Pulumi ${version}, ${executable}`;
    case "installer":
      return `engine: Pulumi ${version}, installed by its SDK, ${executable}`;
    case "built":
      return `engine: Pulumi ${version}, built from its Go modules, ${executable}; its Node language host is a stand-in`;
  }
}

/** A tenant that comes with the program, to try a command on. Made up, and like what people have. */
export type Sample = {
  /** What it is, and what its verdict shows. */
  readonly about: string;
  /** The tenant file's content; read only when it is asked for. */
  readonly load: () => unknown;
};

/** The samples by name. Each is a file in `samples/`, so that a bundler takes it in. */
export const SAMPLES: ReadonlyMap<string, Sample> = new Map(
  Object.entries({
    baseline: {
      about: "forty policies by persona, without the directory",
      load: () => require("../../../samples/baseline.json"),
    },
    "baseline-with-directory": {
      about: "the same, with people, groups and roles",
      load: () => require("../../../samples/baseline-with-directory.json"),
    },
    proved: {
      about: "one policy that leaves nobody out",
      load: () => require("../../../samples/proved.json"),
    },
    "excluded-role": {
      about: "one role is excluded, and one person holds it",
      load: () => require("../../../samples/excluded-role.json"),
    },
    "browser-only": {
      about: "it is about browsers, so the Azure CLI gets in",
      load: () => require("../../../samples/browser-only.json"),
    },
    "trusted-locations": {
      about: "trusted locations are excluded",
      load: () => require("../../../samples/trusted-locations.json"),
    },
    "or-compliant-device": {
      about: "a compliant device does in place of MFA",
      load: () => require("../../../samples/or-compliant-device.json"),
    },
    "report-only": {
      about: "a policy that logs and stops nobody",
      load: () => require("../../../samples/report-only.json"),
    },
    "two-policies-one-hole": {
      about: "two policies, and a client that neither covers",
      load: () => require("../../../samples/two-policies-one-hole.json"),
    },
    "new-condition": {
      about: "a condition that nobody has heard of",
      load: () => require("../../../samples/new-condition.json"),
    },
  }),
);

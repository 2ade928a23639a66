import { main } from "@pulumi/pulumi/provider";

/** A provider for the measured stacks. It accepts any resource. The engine closes standard input to end it. */
process.stdin.resume().once("end", () => process.exit(0));
main(
  {
    version: "1.0.0",
    check: async (_urn, _olds, news) => ({ inputs: news }),
    create: async (_urn, inputs) => ({ id: "made", outs: inputs }),
  },
  process.argv.slice(2),
);

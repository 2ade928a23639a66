import { type GenerateProgramRequest, GenerateProgramResponse } from "@pulumi/pulumi/proto/language_pb";

/**
 * The answer to `pulumi import`, which wants the imported resources as a program. TypeScript is written only by Pulumi's
 * own host; here the resources are shown in the engine's own notation, as comments, so that the import ends well and
 * says what to put into the program.
 */
export function generateProgram(request: GenerateProgramRequest): GenerateProgramResponse {
  const notation = request
    .getSourceMap()
    .toArray()
    .flatMap(([, text]) => text.trimEnd().split("\n"));
  const lines = [
    "// This language host writes no TypeScript. The same resources in the engine's notation, to write down by hand:",
    ...notation.map((line) => `//   ${line}`.trimEnd()),
  ];
  const response = new GenerateProgramResponse();
  response.getSourceMap().set("index.ts", Buffer.from(`${lines.join("\n")}\n`));
  return response;
}

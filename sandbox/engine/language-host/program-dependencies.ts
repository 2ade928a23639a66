import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DependencyInfo, GetProgramDependenciesResponse } from "@pulumi/pulumi/proto/language_pb";

/** What the program's package.json asks for, with the version that is installed. For `pulumi about`. */
export function programDependencies(programFolder: string): GetProgramDependenciesResponse {
  const response = new GetProgramDependenciesResponse();
  const { dependencies = {} } = packageJson(programFolder);
  for (const [name, range] of Object.entries(dependencies)) {
    const entry = new DependencyInfo();
    entry.setName(name);
    entry.setVersion(packageJson(join(programFolder, "node_modules", name)).version ?? range);
    response.addDependencies(entry);
  }
  return response;
}

type PackageJson = { readonly version?: string; readonly dependencies?: { readonly [name: string]: string } };

function packageJson(folder: string): PackageJson {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch {
    return {}; // without a package.json nothing is known, and nothing depends on the answer
  }
}

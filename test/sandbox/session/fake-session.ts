import type { Outcome } from "../../../sandbox/processes/child";
import type { Session } from "../../../sandbox/session";
import { foldersOf } from "../../../sandbox/session/folders";

export type FakeSession = Session & { readonly calls: string[][] };

/** A session whose engine answers from a table. It uses the first entry that the command line starts with. */
export function fakeSession(
  project: string,
  answers: readonly { readonly to: readonly string[]; readonly stdout?: string; readonly status?: number }[] = [],
  tenant = aTenant(),
): FakeSession {
  const calls: string[][] = [];
  return {
    calls,
    project,
    programFolder: project,
    folders: foldersOf(project),
    engine: { executable: "/engine/pulumi", version: "3.274.1", origin: "built", pathFolders: ["/engine"] },
    tenant,
    environment: {},
    pulumi: (args): Promise<Outcome> => {
      calls.push([...args]);
      const answer = answers.find(({ to }) => to.every((word, index) => args[index] === word));
      return Promise.resolve({ status: answer?.status ?? 0, stdout: answer?.stdout ?? "", stderr: "" });
    },
    close: () => Promise.resolve(),
  };
}

export function aTenant(): Session["tenant"] {
  return {
    url: "https://localhost:1",
    host: "localhost:1",
    tenantId: "tenant-id",
    clientId: "client-id",
    clientSecret: "client-secret",
    controlKey: "control-key",
    certificateFile: "/tenant/certificate.pem",
    joined: false,
    close: () => Promise.resolve(),
  };
}

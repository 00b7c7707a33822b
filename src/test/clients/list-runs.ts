// Lists id and workflow of the runs of a uid with the TypeScript client that GeneratedClientsST generates.
import {Configuration, RunsApi, type RunPage} from './client/index.js';

declare const process: {argv: string[]};

const [basePath, username, password, uid] = process.argv.slice(2);
const api = new RunsApi(new Configuration({basePath, username, password}));
const page: RunPage = await api.findRuns({workspace: 'default', uid, limit: 10});
for (const run of page.runs) {
  console.log(`${run.runId} ${run.workflow}`);
}

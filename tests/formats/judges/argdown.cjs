// From a JSON list of texts to what the official parser of Argdown makes of each, as JSON.
const fs = require("fs");
const core = require("@argdown/core");

const application = new core.ArgdownApplication();
application.addPlugin(new core.ParserPlugin(), "parse-input");
for (const plugin of [core.DataPlugin, core.ModelPlugin, core.ExplodeArgumentsPlugin]) {
  application.addPlugin(new plugin(), "build-model");
}

const endOf = (end) => [end.type === "inference" ? end.argumentTitle : end.title, end.type];
const textsOf = (subject) =>
  subject.members.filter((member) => !member.isReference).map((member) => member.text || "");

function statement(found) {
  const refs = found.members.filter((member) => member.isReference).length;
  return { texts: textsOf(found), refs, tags: found.tags || [] };
}

function argument(found) {
  const pcs = (found.pcs || []).map(({ title, role }) => [title, role]);
  return { descriptions: textsOf(found), pcs, tags: found.tags || [] };
}

const mapped = (subjects, shape) =>
  Object.fromEntries(Object.entries(subjects).map(([title, found]) => [title, shape(found)]));

function judged(input) {
  let found;
  try {
    found = application.run({
      input,
      process: ["parse-input", "build-model"],
      logLevel: "silent",
      throwExceptions: true,
    });
  } catch (error) {
    return { refused: String(error) };
  }
  if (found.parserErrors.length) {
    const [{ message, token }] = found.parserErrors;
    return { refused: `${token.startLine}: ${message}` };
  }
  return {
    statements: mapped(found.statements, statement),
    arguments: mapped(found.arguments, argument),
    relations: found.relations.map(({ from, relationType, to }) => [
      ...endOf(from),
      relationType,
      ...endOf(to),
    ]),
  };
}

const texts = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(judged)));

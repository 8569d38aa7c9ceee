// Evaluates the rule of benchmarks/one_rule with cql-execution on FHIR R4 bundles; prints answers and time as JSON.
//
// Run: node cql.js NODE_MODULES PATIENTS.json
// The ELM is written by hand, as the CQL-to-ELM translator is a Java program. In CQL it reads:
//   define IHC: First([Observation: code in IHC]).value  (and ISH, Line, LVEF alike)
//   define Applies: (IHC = '3+' or (IHC = '2+' and ISH = 'amplified')) and Line >= 2 and LVEF >= 50
const path = require("path");
const fs = require("fs");
const [modules, file] = process.argv.slice(2);
const cql = require(path.join(modules, "cql-execution"));
const fhir = require(path.join(modules, "cql-exec-fhir"));

const CODES = {
  her2_ihc: ["http://loinc.org", "85319-2"],
  her2_ish: ["http://loinc.org", "85318-4"],
  lvef: ["http://loinc.org", "10230-1"],
  line: ["urn:herald:benchmark", "line"],
};
const ref = (name) => ({ type: "ExpressionRef", name });
const text = (value) => ({ type: "Literal", valueType: "{urn:hl7-org:elm-types:r1}String", value });
const number = (kind, value) => ({ type: "Literal", valueType: `{urn:hl7-org:elm-types:r1}${kind}`, value: String(value) });
const both = (type, ...operand) => ({ type, operand });

function define(name, at) {
  return {
    name,
    context: "Patient",
    expression: {
      type: "Property",
      path: at,
      source: {
        type: "First",
        source: {
          type: "Retrieve",
          dataType: "{http://hl7.org/fhir}Observation",
          codeProperty: "code",
          codeComparator: "~",
          codes: { type: "ToList", operand: { type: "CodeRef", name } },
        },
      },
    },
  };
}

const applies = both(
  "And",
  both(
    "And",
    both(
      "Or",
      both("Equal", ref("her2_ihc"), text("3+")),
      both("And", both("Equal", ref("her2_ihc"), text("2+")), both("Equal", ref("her2_ish"), text("amplified"))),
    ),
    both("GreaterOrEqual", ref("line"), number("Integer", 2)),
  ),
  both("GreaterOrEqual", ref("lvef"), number("Decimal", 50)),
);

const elm = {
  library: {
    identifier: { id: "OneRule", version: "1" },
    schemaIdentifier: { id: "urn:hl7-org:elm", version: "r1" },
    usings: { def: [{ localIdentifier: "System", uri: "urn:hl7-org:elm-types:r1" }, { localIdentifier: "FHIR", uri: "http://hl7.org/fhir", version: "4.0.1" }] },
    codeSystems: { def: [{ name: "LOINC", id: "http://loinc.org" }, { name: "Own", id: "urn:herald:benchmark" }] },
    codes: { def: Object.entries(CODES).map(([name, [system, id]]) => ({ name, id, codeSystem: { name: system === "http://loinc.org" ? "LOINC" : "Own" } })) },
    statements: {
      def: [
        { name: "Patient", context: "Patient", expression: { type: "SingletonFrom", operand: { type: "Retrieve", dataType: "{http://hl7.org/fhir}Patient" } } },
        define("her2_ihc", "value.value"),
        define("her2_ish", "value.value"),
        define("line", "value.value"),
        define("lvef", "value.value.value"),
        { name: "Applies", context: "Patient", expression: applies },
      ],
    },
  },
};

function bundle(patient, index) {
  const entry = [{ resource: { resourceType: "Patient", id: `p${index}` } }];
  for (const [name, value] of Object.entries(patient)) {
    const [system, code] = CODES[name];
    const observation = { resourceType: "Observation", id: `${name}${index}`, status: "final", subject: { reference: `Patient/p${index}` }, code: { coding: [{ system, code }] } };
    if (name === "lvef") observation.valueQuantity = { value, unit: "%" };
    else if (name === "line") observation.valueInteger = value;
    else observation.valueString = value;
    entry.push({ resource: observation });
  }
  return { resourceType: "Bundle", type: "collection", entry };
}

async function main() {
  const patients = JSON.parse(fs.readFileSync(file, "utf8"));
  const bundles = patients.map(bundle);
  const executor = new cql.Executor(new cql.Library(elm));
  const source = fhir.PatientSource.FHIRv401();
  source.loadBundles(bundles);
  const start = process.hrtime.bigint();
  const results = await executor.exec(source);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const answers = patients.map((_, index) => results.patientResults[`p${index}`].Applies);
  console.log(JSON.stringify({ seconds, answers }));
}

main();

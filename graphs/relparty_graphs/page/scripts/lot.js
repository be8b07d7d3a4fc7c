// The lot: what was told, and who is joined to whom.

const lot = JSON.parse(document.getElementById("lot").textContent);
const { parties, relations, findings, sources } = lot;

/** The sentence of that name with its parts filled in. */
function say(name, parts = {}) {
  return lot.words[name].replace(/\{(\w+)\}/g, (_, part) => String(parts[part] ?? ""));
}

const touching = parties.map(() => []);
relations.forEach((relation, at) => {
  touching[relation.from].push(at);
  if (relation.to !== relation.from) touching[relation.to].push(at);
});

const findingsOf = { party: parties.map(() => []), relation: relations.map(() => []) };
findings.forEach((finding, at) => {
  const ends = finding.relations.flatMap((each) => [relations[each].from, relations[each].to]);
  for (const party of new Set([...finding.parties, ...ends])) findingsOf.party[party].push(at);
  for (const relation of finding.relations) findingsOf.relation[relation].push(at);
});

/** Whether a relation is in force on a day; told no day, every relation counts. An end day is the first day without it. */
function isInForce(relation, day) {
  return day === null || ((relation.since === null || relation.since <= day) && (relation.until === null || day < relation.until));
}

/** The party at the other end of a relation. */
function otherEnd(relation, party) {
  return relation.from === party ? relation.to : relation.from;
}

/** Whether a relation leads up from `party`: to a holder, an officer or a shared fact, or sideways to another person. */
function leadsUp(relation, party) {
  if (relation.isJudgement || relation.relation === "kin") return true;
  return parties[relation.to].isFact ? relation.from === party : relation.to === party;
}

/** The layer of each party: 0 for bidders, 1 for who stands directly above one; others by how far they are from those. */
const layers = (() => {
  const found = parties.map((party) => (party.isBidder ? 0 : Infinity));
  const spread = (follows) => {
    const now = [...parties.keys()].filter((party) => found[party] < Infinity);
    now.sort((one, other) => found[one] - found[other]);
    for (let first = 0; first < now.length; first += 1) {
      const party = now[first];
      for (const at of touching[party]) {
        const next = otherEnd(relations[at], party);
        if (found[next] === Infinity && follows(relations[at], party)) {
          found[next] = found[party] + 1;
          now.push(next);
        }
      }
    }
  };
  spread(leadsUp);
  spread(() => true);
  return found.map((layer) => (layer === Infinity ? 1 : layer));
})();

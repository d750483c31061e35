/** Words that no table, column or alias is called, unless in quotes: with one of them in such a place, a text is prose. */
const PROSE = words(`
  an the this that these those your my our his her their its each every which whose what you we they he she it us them
  everyone here there of to with by at are was were be been being will would can could should must may might do does did
  has have had please either neither between among below above more less than too very then also and or not in on for if is
  as so but because when while where until from into only just even still
  both one two three four five six seven eight nine ten several many few most another`);

/** Articles and numbers that may be names of columns, but not before another word. */
const DETERMINERS = words('a all any some no');

/** Words of SQL that begin or divide statements, and so are no names. */
const RESERVED = words(`
  select from where insert into update delete drop alter truncate create table values set union intersect except join inner
  outer full cross natural group order having limit offset fetch returning using exec execute grant revoke merge replace
  distinct add rename column constraint exists cascade restrict`);

/** Words that may stand in an expression between operands. */
const IN_EXPRESSIONS = words(`
  as case when then else end and or not is null in like ilike between over partition by order asc desc interval collate
  distinct true false cast filter within nulls separator div mod xor regexp rlike similar escape`);

/** Types of columns, which tell a definition from a bracketed remark. */
const TYPES = words(`
  int integer bigint smallint tinyint mediumint serial bigserial number numeric decimal real double float money bit bool
  boolean char character varchar varchar2 nvarchar nchar text ntext tinytext mediumtext longtext clob blob bytea binary
  varbinary date time datetime datetime2 timestamp timestamptz interval year uuid uniqueidentifier json jsonb xml enum
  image geometry geography inet`);

/** What English puts behind "table": `drop table tennis` is about sports. */
const TABLE_COMPOUNDS = words(`
  tennis football hockey manners salt wine talk talks top tops cloth cloths lamp lamps leg legs linen mat mats napkin
  napkins game games reservation reservations booking bookings setting settings decoration decorations arrangement
  arrangements plan plans service seating seat seats dance dancing magic number numbers size sizes water knife knives
  spoon spoons saw saws runner runners read reads stakes`);

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<', '>', '<>', '!=', '<=', '>=', '<=>']);
const OPERATORS: ReadonlySet<string> = new Set([
  ...COMPARISONS,
  ...['+', '-', '/', '%', '*', '|', '||', '&', '^', '.', '::', ':', '@', '?', '->', '->>'],
]);

/** What a word or sign of a text may be in SQL. */
export const VOCABULARY = {
  isProse: (word: string) => PROSE.has(word),
  isDeterminer: (word: string) => DETERMINERS.has(word),
  isReserved: (word: string) => RESERVED.has(word),
  isInExpressions: (word: string) => IN_EXPRESSIONS.has(word),
  isType: (word: string) => TYPES.has(word),
  isTableCompound: (word: string) => TABLE_COMPOUNDS.has(word),
  isComparison: (sign: string) => COMPARISONS.has(sign),
  isOperator: (sign: string) => OPERATORS.has(sign),
};

/** A set of the words of a text. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

import Workstation

/// A field of a record: its JSON key, which also names its column (`column.<key>` in the texts), and
/// what it holds.
struct Field<Record>: Sendable {
  /// Key in JSON.
  let key: String
  /// What it holds.
  let kind: CellKind
  /// Whether a table for a person shows it; JSON always has it.
  let isShown: Bool
  /// The documented answer that stands inside it, for rows and records.
  let inner: (any DocumentedShape)?
  /// Its value in a record.
  let cell: @Sendable (Record) -> Cell

  /// A field.
  init(
    _ key: String, _ kind: CellKind, isShown: Bool = true, inner: (any DocumentedShape)? = nil,
    _ cell: @escaping @Sendable (Record) -> Cell
  ) {
    self.key = key
    self.kind = kind
    self.isShown = isShown
    self.inner = inner
    self.cell = cell
  }
}

/// What `comptoir help json` tells of an answer.
protocol DocumentedShape: Sendable {
  /// Name of the answer; for rows, the key they stand under.
  var name: String { get }
  /// Keys, what they hold, and the answer inside them.
  var documented: [(key: String, kind: CellKind, inner: (any DocumentedShape)?)] { get }
}

/// The fields of a kind of answer: one definition gives the table, the JSON and its documentation.
struct Shape<Record>: DocumentedShape {
  /// Name of the answer; for rows, the key they stand under.
  let name: String
  /// Fields in order.
  let fields: [Field<Record>]

  /// A kind of answer.
  init(_ name: String, _ fields: [Field<Record>]) {
    self.name = name
    self.fields = fields
  }

  var documented: [(key: String, kind: CellKind, inner: (any DocumentedShape)?)] {
    fields.map { ($0.key, $0.kind, $0.inner) }
  }

  /// Rows of records.
  func rows(_ records: [Record]) -> Listing {
    Listing(
      name: name, heads: heads, rows: records.map { record in fields.map { $0.cell(record) } })
  }

  /// One record.
  func card(_ record: Record) -> Card {
    Card(heads: heads, cells: fields.map { $0.cell(record) })
  }

  private var heads: [Head] {
    fields.map { Head(key: $0.key, kind: $0.kind, isShown: $0.isShown) }
  }
}

/// The head of a column.
struct Head: Sendable {
  let key: String
  let kind: CellKind
  let isShown: Bool
}

/// Rows ready to be written, as a table or as JSON.
struct Listing: Sendable {
  /// The key the rows stand under.
  let name: String
  let heads: [Head]
  let rows: [[Cell]]

  /// The rows as an array of objects.
  var rowsJSON: JSON {
    .array(rows.map { Card(heads: heads, cells: $0).json })
  }

  /// The whole answer: `{"quotes": [ … ]}`.
  var json: JSON { .object([(name, rowsJSON)]) }

  /// The rows as a plain table, numbers to the right.
  func table(_ format: Format) -> [String] {
    guard !rows.isEmpty else { return [format.text("cli.nothing")] }
    let places = heads.indices.filter { heads[$0].isShown && !heads[$0].kind.isNested }
    let head = places.map { format.texts["column." + heads[$0].key] }
    let body = rows.map { row in places.map { PlainText.line(row[$0].text(format)) } }
    return PlainText.table(
      head: head, body: body, toTheRight: places.map { heads[$0].kind.isNumber })
  }
}

/// One record ready to be written: lines `name  value`, then its rows.
struct Card: Sendable {
  let heads: [Head]
  let cells: [Cell]

  /// The record as an object.
  var json: JSON {
    .object(zip(heads, cells).map { ($0.key, $1.json) })
  }

  /// The record for a person.
  func lines(_ format: Format) -> [String] {
    var lines: [String] = []
    let plain = zip(heads, cells).filter { $0.0.isShown && !$0.0.kind.isNested }
    let names = plain.map { format.texts["column." + $0.0.key] }
    let width = names.map(PlainText.width).max() ?? 0
    for (name, (_, cell)) in zip(names, plain) {
      let value = PlainText.line(cell.text(format))
      guard !value.isEmpty else { continue }
      lines.append(PlainText.padded(name, width) + "  " + value)
    }
    for (head, cell) in zip(heads, cells) where head.isShown {
      switch cell {
      case .rows(let listing) where !listing.rows.isEmpty:
        lines += ["", format.texts["column." + head.key]] + listing.table(format)
      case .record(let card):
        lines += ["", format.texts["column." + head.key]] + card.lines(format)
      default: break
      }
    }
    return lines
  }
}

extension CellKind {
  /// Whether it stands below the table and not in it.
  var isNested: Bool { self == .rows || self == .record }
}

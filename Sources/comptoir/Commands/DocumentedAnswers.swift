// Answers that are not written from a `Shape`: the indicators, which the screen exports too, and those
// about files. Their keys are documented here; a test compares them with what the commands write.

/// The documentation of an answer that something else writes.
struct DocumentedAnswer: DocumentedShape {
  let name: String
  let documented: [(key: String, kind: CellKind, inner: (any DocumentedShape)?)]

  /// Keys in order.
  init(_ name: String, _ keys: [Key]) {
    self.name = name
    documented = keys.map { ($0.name, $0.kind, $0.inner) }
  }

  /// A key of the answer.
  struct Key {
    let name: String
    let kind: CellKind
    var inner: DocumentedAnswer?

    static func of(_ kind: CellKind, _ names: String...) -> [Key] {
      names.map { Key(name: $0, kind: kind) }
    }

    static func record(_ name: String, _ keys: [Key]...) -> [Key] {
      [Key(name: name, kind: .record, inner: DocumentedAnswer(name, keys.flatMap { $0 }))]
    }

    static func rows(_ name: String, _ keys: [Key]...) -> [Key] {
      [Key(name: name, kind: .rows, inner: DocumentedAnswer(name, keys.flatMap { $0 }))]
    }
  }
}

/// `kpi`.
enum IndicatorAnswers {
  private typealias Key = DocumentedAnswer.Key

  static let whole = DocumentedAnswer("kpi", keys)
  static let families = DocumentedAnswer(
    "kpi",
    keys
      + Key.rows(
        "byFamily", Key.of(.text, "name"), Key.of(.amount, "net", "margin"),
        Key.of(.ratio, "marginRate"), Key.of(.amount, "netWithoutCost")))

  private static var keys: [Key] {
    Key.of(.day, "today", "from", "to") + Key.of(.text, "currency") + slice
      + Key.of(.ratio, "repeatRate") + figures
      + Key.rows("bySalesperson", Key.of(.text, "name"), slice)
      + Key.rows("byTeam", Key.of(.text, "name"), slice)
  }

  /// What the whole, a salesperson and a team share.
  private static var slice: [Key] {
    pipeline + amounts + Key.of(.count, "stagnating")
      + Key.record(
        "revenue", Key.of(.amount, "net"), Key.of(.count, "orders", "cancelledOrders"))
      + Key.of(.amount, "averageBasket")
      + Key.record(
        "margin", Key.of(.amount, "amount", "netWithCost"),
        Key.of(.count, "linesWithoutCost", "ordersWithoutCost"), Key.of(.amount, "netWithoutCost"))
      + Key.of(.ratio, "marginRate")
      + Key.record(
        "waitingQuotes", Key.of(.count, "count"), Key.of(.amount, "net"), Key.of(.count, "long"),
        Key.of(.amount, "longNet"))
      + Key.rows(
        "conversion", Key.of(.text, "pipeline", "stage"), Key.of(.count, "reached"),
        Key.of(.ratio, "rate"), Key.of(.count, "provenOnly", "undated")) + forecast
  }

  private static var pipeline: [Key] {
    Key.rows(
      "stages", Key.of(.text, "pipeline", "name"), Key.of(.count, "count"),
      Key.of(.amount, "amount"), Key.of(.count, "withoutAmount"))
      + Key.of(.count, "opportunities", "won", "lost", "open") + Key.of(.ratio, "winRate")
      + Key.record(
        "cycleDays", Key.record("won", cycle), Key.record("lost", cycle))
  }

  private static var cycle: [Key] {
    Key.of(.number, "mean", "median") + Key.of(.count, "undated")
  }

  private static var amounts: [Key] {
    Key.record(
      "wonAmount", Key.of(.amount, "total"), Key.of(.number, "mean"),
      Key.of(.count, "withoutAmount"))
      + Key.record(
        "openAmount", Key.of(.amount, "total", "weighted"), Key.of(.count, "withoutAmount"))
  }

  private static var forecast: [Key] {
    let sum = Key.of(.amount, "weighted") + Key.of(.count, "count", "withoutAmount")
    return Key.record(
      "forecast",
      Key.rows(
        "months", Key.of(.text, "month"), Key.of(.amount, "weighted", "won", "total"),
        Key.of(.count, "open", "withoutAmount")),
      Key.record("late", sum), Key.record("undated", sum))
  }

  private static var figures: [Key] {
    let term = Key.of(.text, "name") + Key.of(.number, "value") + Key.of(.amount, "amount")
    return Key.rows(
      "figures", Key.of(.text, "indicator", "unit"), Key.of(.number, "value"),
      Key.rows("inputs", term), Key.rows("exclusions", term))
  }
}

/// `export`, `import`, `demo`.
enum FileAnswers {
  private typealias Key = DocumentedAnswer.Key

  static let export = DocumentedAnswer(
    "export",
    Key.of(.text, "folder")
      + Key.rows("files", Key.of(.text, "kind", "file"), Key.of(.count, "rows")))

  static let imported = DocumentedAnswer(
    "import",
    Key.of(.text, "profile") + Key.of(.flag, "dryRun")
      + Key.rows(
        "records", Key.of(.text, "kind"),
        Key.of(.count, "created", "changed", "unchanged", "rejected"))
      + Key.of(.count, "rejectedRows", "skippedRows") + Key.of(.text, "rejects")
      + Key.of(.words, "unplacedFields"))

  /// `quote print`, `order print`.
  static let paper = DocumentedAnswer(
    "paper",
    Key.of(.text, "path", "hash", "mediaType") + Key.of(.flag, "sent")
      + Key.of(.words, "missingMentions"))

  /// Beside the act, `quote mail` and `order mail`.
  static let mail = DocumentedAnswer(
    "mail", Key.of(.text, "recipient", "sender", "subjectLine", "hash", "path"))

  static let demo = DocumentedAnswer(
    "demo",
    Key.of(.text, "path") + Key.of(.count, "bytes") + Key.of(.day, "day")
      + Key.of(.count, "seed", "scale") + Key.of(.text, "user", "manager"))
}

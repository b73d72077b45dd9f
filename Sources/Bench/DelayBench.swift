import Database
import Glibc
import Resources
import SalesDesk
import SalesStore
import Terminal
import Workstation

/// From a key to its frame in memory, with the company near and with every query taking 200 ms longer: the
/// terminal's thread never waits for the store, so that both must be the same.
struct DelayBench {
  let place: BenchPlace
  let user: String

  private static let delayMs: UInt32 = 200

  func run(into report: inout Report) {
    do {
      let near = try measure(delayMs: 0)
      let far = try measure(delayMs: Self.delayMs)
      report.add(
        Measurement(
          name: "key → frame in memory, p99, each query as it is [\(place.engine)]", unit: "ms",
          values: [("", near)]))
      // Two runs of the same thing differ by as much.
      report.add(
        Measurement(
          name: "… each query \(Self.delayMs) ms later: must be the same", unit: "ms",
          values: [("", far)], budget: near * 1.25 + 0.1))
    } catch {
      report.addFailure("key → frame with a slow store", "\(error)")
    }
  }

  /// Milliseconds from a key to the frame, p99, over keys that move, change the screen and type.
  private func measure(delayMs: UInt32) throws -> Double {
    let database = try place.open()
    defer { try? database.close() }
    var station = try Station(DelayedDatabase(database, delayMs: delayMs), user: user)
    var times: [Double] = []
    for _ in 0..<6 {
      for key in Self.keys { times.append(station.press(key)) }
    }
    station.end()
    return Sample(times).percentile(0.99)
  }

  private static let keys: [Key] =
    [.char("2")] + Array(repeating: .down, count: 6) + [.right, .right, .left]
    + [.char("4"), .down, .down, .char("f"), .char("c"), .char("o"), .char("n"), .escape]
    + [.char("5"), .down, .down, .char("6"), .down, .char("3"), .down, .up]
}

/// The workstation in memory, with the queues and the mailbox of the real one.
private struct Station {
  private var program: WorkstationProgram
  private let mailbox = Mailbox<Message>()
  private let runner: EffectRunner
  private let frame = CellBuffer(Size(120, 40))

  init(_ database: any SQLDatabase, user: String) throws {
    let desk = try BenchDesk.open(database, user: user)
    let texts = try Texts(.french, in: ResourceFolder.located())
    let session = try Session.read(desk, format: Format(texts: texts))
    runner = EffectRunner(desks: .init(main: desk, indicators: desk), mailbox: mailbox) { error in
      Failure(sentence: "\(error)", isRefusal: false, reason: nil)
    }
    program = WorkstationProgram(
      model: Model(session: session, size: frame.size, registry: .workstation), runner: runner,
      surroundings: Surroundings(
        screen: VirtualScreen(frame.size), journal: { _ in },
        saveFile: { name, _ in name }, writeFile: { path, _, _ in .taken(path) },
        switchUser: { _ in session }))
    show()
  }

  /// Milliseconds until the frame of a key is made; what queues answered meanwhile comes first, as in the
  /// loop, and is not counted.
  mutating func press(_ key: Key) -> Double {
    for message in mailbox.drain() { _ = program.handle(.message(message)) }
    show()
    let start = Stopwatch.now()
    _ = program.handle(.input(.key(key)))
    show()
    let milliseconds = Double(Stopwatch.now() - start) / 1e6
    // A fast typist: results come while the next keys are pressed.
    usleep(15_000)
    return milliseconds
  }

  func end() { runner.drain() }

  private mutating func show() {
    frame.clear()
    _ = program.draw(on: frame.canvas)
  }
}

/// A database whose every statement takes longer: a server far away, a disk that is asleep.
private final class DelayedDatabase: SQLDatabase {
  private let database: any SQLDatabase
  private let delayMs: UInt32

  init(_ database: any SQLDatabase, delayMs: UInt32) {
    self.database = database
    self.delayMs = delayMs
  }

  func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try database.read { try body(DelayedConnection($0, delayMs: delayMs)) }
  }

  func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try database.write { try body(DelayedConnection($0, delayMs: delayMs)) }
  }
}

private final class DelayedConnection: SQLConnection {
  private let connection: any SQLConnection
  private let delayMs: UInt32

  init(_ connection: any SQLConnection, delayMs: UInt32) {
    self.connection = connection
    self.delayMs = delayMs
  }

  var dialect: SQLDialect { connection.dialect }

  func visit(_ sql: SQL, _ body: (any SQLRow) throws -> Bool) throws {
    usleep(delayMs * 1_000)
    try connection.visit(sql, body)
  }

  func run(_ sql: SQL) throws -> Int {
    usleep(delayMs * 1_000)
    return try connection.run(sql)
  }

  func script(_ text: String) throws { try connection.script(text) }
}

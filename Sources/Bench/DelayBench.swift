import Database
import Glibc
import Resources
import SalesDesk
import SalesStore
import Synchronization
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

  /// Milliseconds from a key to the frame, p99, over keys that change the screen, move and type.
  ///
  /// A screen is read to its end before keys move in it: both measures are of the same frames, and what
  /// differs is only what the keys themselves ask of the store.
  private func measure(delayMs: UInt32) throws -> Double {
    let database = try place.open()
    defer { try? database.close() }
    var station = try Station(database, user: user, delayMs: delayMs)
    var times: [Double] = []
    for _ in 0..<6 {
      for (tab, keys) in Self.visits {
        times.append(station.press(tab))
        station.settle()
        for key in keys { times.append(station.press(key)) }
        station.settle()
      }
    }
    return Sample(times).percentile(0.99)
  }

  private static let visits: [(tab: Key, keys: [Key])] = [
    (.char("2"), Array(repeating: .down, count: 6) + [.right, .right, .left]),
    (.char("4"), [.down, .down, .char("f"), .char("c"), .char("o"), .char("n"), .escape]),
    (.char("5"), [.down, .down, .up]),
    (.char("6"), [.down, .down, .up]),
    (.char("3"), [.down, .down, .down, .up]),
  ]
}

/// The workstation in memory, with the queues and the mailbox of the real one.
private struct Station {
  private var program: WorkstationProgram
  private let mailbox = Mailbox<Message>()
  private let runner: EffectRunner
  private let frame = CellBuffer(Size(120, 40))
  private let delayMs: UInt32
  private let delay = Delay()

  init(_ database: any SQLDatabase, user: String, delayMs: UInt32) throws {
    self.delayMs = delayMs
    let desk = try BenchDesk.open(DelayedDatabase(database, delay), user: user)
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
        readText: { _ in "" },
        switchUser: { _ in session }))
    show()
  }

  /// Milliseconds until the frame of a key is made; what queues answered meanwhile comes first, as in the
  /// loop, and is not counted.
  mutating func press(_ key: Key) -> Double {
    take()
    delay.set(delayMs)
    let start = Stopwatch.now()
    _ = program.handle(.input(.key(key)))
    show()
    let milliseconds = Double(Stopwatch.now() - start) / 1e6
    // A fast typist: results come while the next keys are pressed.
    usleep(15_000)
    return milliseconds
  }

  /// Lets everything that was asked come, and what that asks for in turn; nobody types meanwhile, so that
  /// the rest may come at once.
  mutating func settle() {
    delay.set(0)
    repeat {
      runner.drain()
    } while take()
  }

  /// Takes what came, and shows it.
  ///
  /// - Returns: whether something did.
  @discardableResult
  private mutating func take() -> Bool {
    let messages = mailbox.drain()
    for message in messages { _ = program.handle(.message(message)) }
    show()
    return !messages.isEmpty
  }

  private mutating func show() {
    frame.clear()
    _ = program.draw(on: frame.canvas)
  }
}

/// How much longer each statement takes: a server far away, a disk that is asleep.
private final class Delay: Sendable {
  private let milliseconds = Atomic<UInt32>(0)

  func set(_ delayMs: UInt32) { milliseconds.store(delayMs, ordering: .relaxed) }

  func wait() {
    let delayMs = milliseconds.load(ordering: .relaxed)
    if delayMs > 0 { usleep(delayMs * 1_000) }
  }
}

private final class DelayedDatabase: SQLDatabase {
  private let database: any SQLDatabase
  private let delay: Delay

  init(_ database: any SQLDatabase, _ delay: Delay) {
    self.database = database
    self.delay = delay
  }

  func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try database.read { try body(DelayedConnection($0, delay)) }
  }

  func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try database.write { try body(DelayedConnection($0, delay)) }
  }
}

private final class DelayedConnection: SQLConnection {
  private let connection: any SQLConnection
  private let delay: Delay

  init(_ connection: any SQLConnection, _ delay: Delay) {
    self.connection = connection
    self.delay = delay
  }

  var dialect: SQLDialect { connection.dialect }

  func visit(_ sql: SQL, _ body: (any SQLRow) throws -> Bool) throws {
    delay.wait()
    try connection.visit(sql, body)
  }

  func run(_ sql: SQL) throws -> Int {
    delay.wait()
    return try connection.run(sql)
  }

  func script(_ text: String) throws { try connection.script(text) }
}

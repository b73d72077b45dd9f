import Database
import Dispatch
import Glibc
import SQLiteDatabase
import Synchronization
import Testing

@Suite("Sharing a file with others")
struct SharingTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  func quantity(_ database: some SQLDatabase) throws -> Int? {
    try database.read { try $0.first("SELECT quantity FROM product") { try $0.int(0) } }
  }

  func addOne(_ database: SQLiteDatabase) throws {
    try database.write { try $0.run("INSERT INTO product VALUES (\(UInt128(1)), 'A', 0)") }
  }

  @Test("four pools that count together lose no increment")
  func contention() throws {
    try addOne(folder.company())
    let pools = try (0..<4).map { _ in try folder.company() }
    DispatchQueue.concurrentPerform(iterations: 4) { index in
      for _ in 0..<50 {
        do {
          try pools[index].write { db in
            let before = try db.first("SELECT quantity FROM product") { try $0.int(0) } ?? 0
            try db.run("UPDATE product SET quantity = \(before + 1)")
          }
        } catch {
          Issue.record(error)
        }
      }
    }
    #expect(try quantity(pools[0]) == 200)
  }

  @Test("who waits too long is told who holds the file, and nothing is written")
  func busy() throws {
    let holding = try folder.company()
    let waiting = try SQLiteDatabase.open(
      folder.file(), options: .init(busyLimit: .milliseconds(30)))
    let process = getpid()
    try holding.holding(user: "MD", what: "import", sinceMs: 42) {
      try holding.write { _ in
        let error: SQLError = try failure { try addOne(waiting) }
        let holder = Holder(processID: process, user: "MD", what: "import", sinceMs: 42)
        same(error.kind, .busy(holder))
        same(try quantity(waiting), nil)
      }
    }
    #expect(waiting.holder == nil)
    try addOne(waiting)
    #expect(try quantity(holding) == 0)
  }

  @Test("nothing is written into a file that was moved away, removed or replaced")
  func gone() throws {
    let database = try folder.company()
    let (path, aside) = (folder.file(), folder.file("aside.sqlite"))
    #expect(rename(path, aside) == 0)
    let error: SQLError = try failure { try addOne(database) }
    same(error.kind, .gone)
    close(creat(path, 0o600))
    let replaced: SQLError = try failure { try addOne(database) }
    same(replaced.kind, .gone)
    // Back in its place it takes what had to wait.
    #expect(rename(aside, path) == 0)
    #expect(try quantity(database) == nil)
    try addOne(database)
    #expect(try quantity(database) == 0)
  }

  @Test("the note of a dead process is ignored, that of a living one respected")
  func notes() throws {
    let database = try folder.company()
    let note = folder.file() + "-holder"
    try write(Array("999999999 1\nMD\nimport\n42\n".utf8), to: note)
    #expect(database.holder == nil)
    try write(Array("1 1\nMD\nimport\n42\n".utf8), to: note)
    #expect(database.holder == nil, "process 1 did not start at that time")
    try write(Array("nonsense".utf8), to: note)
    #expect(database.holder == nil)
    try database.holding(user: "two\nlines", what: "restore", sinceMs: 1) {
      same(database.holder?.user, "two lines")
    }
    #expect(access(note, F_OK) != 0)
  }

  @Test("a commit of another pool is noticed, one's own is not")
  func watcher() throws {
    let mine = try folder.company()
    let other = try folder.company()
    let calls = Atomic(0)
    let called = DispatchSemaphore(value: 0)
    let watcher = try mine.watchChanges { _ in
      calls.add(1, ordering: .relaxed)
      called.signal()
    }
    try addOne(mine)
    for round in 1...5 {
      // Long enough for a look at our own commits to take place among them.
      for _ in 0..<100 { try mine.write { try $0.run("UPDATE product SET quantity = 0") } }
      try other.write { try $0.run("UPDATE product SET quantity = \(round)") }
      #expect(called.wait(timeout: .now() + 10) == .success)
      #expect(try quantity(mine) == round)
    }
    #expect(calls.load(ordering: .relaxed) == 5)
    watcher.cancel()
  }

  @Test("the watch survives a log that is cut back and begun again")
  func watcherAfterCheckpoint() throws {
    let mine = try folder.company()
    let other = try folder.company()
    let called = DispatchSemaphore(value: 0)
    let watcher = try mine.watchChanges { _ in called.signal() }
    try addOne(other)
    #expect(called.wait(timeout: .now() + 10) == .success)
    try other.close()
    let third = try folder.company()
    try third.write { try $0.run("UPDATE product SET quantity = 3") }
    #expect(called.wait(timeout: .now() + 10) == .success)
    watcher.cancel()
  }

  @Test("the indicators are interrupted alone")
  func interrupt() throws {
    let database = try folder.company()
    try addOne(database)
    let indicators = try database.openIndicators()
    let started = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      started.wait()
      indicators.interrupt()
    }
    let endless: SQL = """
      WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c
      """
    let error: SQLError = try failure {
      try indicators.read { db in
        try db.forEach(endless) { row in
          if try row.int(0) == 1 {
            try database.write { try $0.run("UPDATE product SET quantity = 5") }
            started.signal()
          }
        }
      }
    }
    #expect(error.kind == .interrupted)
    #expect(try quantity(indicators) == 5)
    let refused: SQLError = try failure { try indicators.write { _ in } }
    #expect(refused.kind == .readOnly)
  }

  @Test("a backup is whole, and restoring it brings everything back")
  func backup() throws {
    let database = try folder.company()
    let other = try folder.company()
    try addOne(database)
    let copy = folder.file("copy.sqlite")
    try database.backup(to: copy)
    let error: OpenError = try failure { try database.backup(to: copy) }
    #expect(error.path == copy)
    try database.write { try $0.run("UPDATE product SET quantity = 9") }
    try database.restore(from: copy)
    #expect(try quantity(database) == 0)
    #expect(try quantity(other) == 0)
    #expect(try database.integrityProblems() == [])
    let opened = try SQLiteDatabase.open(copy)
    #expect(try quantity(opened) == 0)
  }

  @Test("a bad backup restores nothing")
  func badBackup() throws {
    let database = try folder.company()
    try addOne(database)
    let garbage = folder.file("garbage.sqlite")
    try write(Array(repeating: 1, count: 9_000), to: garbage)
    let error: OpenError = try failure { try database.restore(from: garbage) }
    #expect(error == .notADatabase(path: garbage))
    #expect(try quantity(database) == 0)
  }
}

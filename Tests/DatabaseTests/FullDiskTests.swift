import Database
import Glibc
import SQLiteDatabase
import Testing

@Suite("A full disk", .serialized)
struct FullDiskTests {
  /// Runs `body` in a folder on a disk of that size; cancels the test where none may be mounted.
  func onDisk(kilobytes: Int, _ body: (String) throws -> Void) throws {
    let folder = try TestFolder()
    let disk = folder.file("disk")
    #expect(mkdir(disk, 0o755) == 0)
    guard mount("tmpfs", disk, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      try Test.cancel("a small disk can only be mounted by root")
    }
    defer { umount2(disk, Int32(MNT_DETACH)) }
    try body(disk)
  }

  /// Fills what is left of a disk.
  func fill(_ disk: String) {
    let descriptor = open(disk + "/ballast", O_WRONLY | O_CREAT, 0o644)
    let page = [UInt8](repeating: 1, count: 4_096)
    while write(descriptor, page, page.count) == page.count {}
    close(descriptor)
  }

  @Test("a write that does not fit leaves nothing, the file stays whole")
  func writing() throws {
    try onDisk(kilobytes: 400) { disk in
      let database = try SQLiteDatabase.open(disk + "/company.sqlite")
      try Migrator([TestFolder.product]).upgrade(database, nowMs: 0)
      let error: SQLError = try failure {
        try database.write { db in
          for number in 1...2_000 {
            let code = String(repeating: "x", count: 1_000) + "\(number)"
            try db.run("INSERT INTO product VALUES (\(UInt128(number)), \(code), 1)")
          }
        }
      }
      #expect(error.kind == .full)
      let count = try database.read {
        try $0.first("SELECT count(*) FROM product") { try $0.int(0) }
      }
      #expect(count == 0)
      #expect(try database.integrityProblems() == [])
    }
  }

  @Test("a company on a full disk is not opened and not touched")
  func opening() throws {
    try onDisk(kilobytes: 400) { disk in
      let path = disk + "/company.sqlite"
      let database = try SQLiteDatabase.open(path)
      try Migrator([TestFolder.product]).upgrade(database, nowMs: 0)
      try database.close()
      fill(disk)
      let before = try contents(path)
      let error: OpenError = try failure { _ = try SQLiteDatabase.open(path) }
      #expect(error == .full(path: path))
      #expect(try contents(path) == before)
    }
  }

  @Test("a company is not created on a full disk, and no empty file is left")
  func creating() throws {
    try onDisk(kilobytes: 100) { disk in
      fill(disk)
      let path = disk + "/company.sqlite"
      let error: OpenError = try failure { _ = try SQLiteDatabase.open(path) }
      #expect(error == .full(path: path))
      #expect(access(path, F_OK) != 0)
    }
  }
}

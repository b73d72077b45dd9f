import Database
import Foundation
import PostgresDatabase
import PostgresTesting
import SQLiteDatabase

/// The large company on one engine, in a copy that a bench may write into.
struct BenchPlace {
  /// The name of the engine in the report.
  let engine: String
  /// The path of a file, the address of a database.
  let text: String
  /// Opens connections of one desk's own.
  let open: () throws -> any CompanyDatabase

  /// A copy of the company's file, on the disk before anything is measured: no fsync pays for it.
  static func withFile<T>(_ path: String, _ body: (BenchPlace) throws -> T) throws -> T {
    let copy = path + "-copy"
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    defer {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: copy + suffix)
      }
    }
    sync()
    return try body(BenchPlace(engine: "SQLite", text: copy) { try SQLiteDatabase.open(copy) })
  }

  /// The company carried into a server of the bench's own by `comptoir copy`; the server keeps what it
  /// acknowledges on the disk, as a company's does, and goes with the bench.
  static func withServer<T>(
    _ path: String, program: String, _ body: (BenchPlace) throws -> T
  ) throws -> T {
    let server = try ThrowawayServer(
      settings: [
        "shared_buffers=512MB", "work_mem=16MB", "maintenance_work_mem=256MB", "max_wal_size=4GB",
        "temp_file_limit=-1",
      ], isOnDisk: true)
    defer { server.stop() }
    let name = server.freshName()
    try server.run("createdb", [name])
    let place = server.address(name)
    let copy = Process()
    copy.executableURL = URL(filePath: program)
    copy.arguments = ["copy", "--from", path, "--to", place]
    copy.standardOutput = FileHandle.nullDevice
    try copy.run()
    copy.waitUntilExit()
    guard copy.terminationStatus == 0, let address = PostgresAddress(place) else {
      throw BenchError.copyFailed
    }
    try server.run("vacuumdb", ["--analyze", "-q", name])
    sync()
    return try body(
      BenchPlace(engine: "PostgreSQL", text: place) { try PostgresDatabase.open(address) })
  }
}

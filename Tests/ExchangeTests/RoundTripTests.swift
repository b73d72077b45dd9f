import Database
import Exchange
import Foundation
import Resources
import SQLiteDatabase
import Sales
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Export, import into a new company, export again")
struct RoundTripTests {
  private func export(_ store: Store) throws -> [String: String] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("comptoir-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try store.read { try CompanyExport($0, folder: folder.path).run() }
    var files: [String: String] = [:]
    for name in CompanyExport.files {
      files[name] = try String(
        contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return files
  }

  @Test(
    "the demo company comes back as the same files, open items included, and checks green",
    .eachEngine)
  func demoRoundTrip() throws {
    let demo = try DemoLoadingTests.build()
    let first = try export(Store(database: demo))
    let company = try ImportCompany()
    let answer = try company.run(files: first, isNew: true)
    #expect(answer.rejections.isEmpty)
    let second = try export(company.store)
    for name in CompanyExport.files {
      #expect(first[name] == second[name], "\(name) differs")
      #expect((first[name]?.split(separator: "\n").count ?? 0) > 1, "\(name) holds nothing")
    }
    let findings = try company.store.read { try CompanyCheck.run($0) }
    #expect(findings.isEmpty)
    let owed: SQL = "SELECT CAST(SUM(balance) AS BIGINT) FROM open_item"
    #expect(try company.number(owed) == DemoLoadingTests.number(owed, demo))
    let ordered: SQL = "SELECT CAST(SUM(total_amount) AS BIGINT) FROM sales_order"
    #expect(try company.number(ordered) == DemoLoadingTests.number(ordered, demo))
    let open: SQL =
      "SELECT CAST(SUM(total_amount - delivered_total - closed_total) AS BIGINT) FROM sales_order"
    #expect(try company.number(open) == DemoLoadingTests.number(open, demo))
  }

  @Test("every column of an export is one that the profile reads, and the profile reads no other")
  func columns() throws {
    let profile = try ImportProfile.named("comptoir", in: ResourceFolder.located())
    let records = profile?.records ?? []
    #expect(records.map(\.kind) == RecordKind.allCases)
    for record in records {
      let written = Set(CompanyExport.columns(record.kind))
      let read = Set(record.fields.keys).union(["key"])
      #expect(written.isSubset(of: read), "\(record.kind): \(written.subtracting(read))")
    }
  }

  @Test("the demo company checks green", arguments: [nil, 1])
  func demoChecks(scale: Int?) throws {
    let demo = try DemoLoadingTests.build(scale: scale)
    let findings = try Store(database: demo).read { try CompanyCheck.run($0) }
    #expect(findings.isEmpty, "\(findings.prefix(5))")
  }
}

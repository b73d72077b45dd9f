import Foundation
import SalesTesting
import Testing

/// `comptoir copy`, by the real program.
@Suite("A company moved to a server and back")
struct CopyEndToEndTests {
  private let company: FoundedCompany
  private let server: DatabasePlace

  init() throws {
    company = try FoundedCompany()
    server = try Engine.postgresql.freshPlace()
    try company.expectDone(["quote", "new", "--customer", "C-0417", "20*BHR-1650", "5*ECR-1690"])
    try company.expectDone(["quote", "send", "D-0001", "--yes"])
    try company.expectDone(["quote", "accept", "D-0001"])
  }

  private func run(
    _ words: String..., at place: String? = nil
  ) throws -> (status: Int32, output: String, errors: String) {
    try company.workplace.run(
      words + (place.map { ["--database", $0] } ?? []) + ["--lang", "fr", "--user", "ADMIN"])
  }

  private func file(_ name: String) -> String {
    company.workplace.home.appending(path: name).path
  }

  @Test("the same figures, a sound company, and the counter goes on, on the server and in a file")
  func thereAndBack() throws {
    let (origin, back) = (company.workplace.database, file("back.sqlite"))
    let there = try run("copy", "--from", origin, "--to", server.text)
    #expect(there.status == 0 && there.errors.isEmpty, "\(there.errors)")
    #expect(there.output.contains("est copiée"), "\(there.output)")
    let answer = try run("copy", "--from", server.text, "--to", back, "--json")
    #expect(answer.status == 0, "\(answer.errors)")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
    let tables = try #require(json["tables"] as? [[String: Any]])
    let rows = Dictionary(
      uniqueKeysWithValues: tables.map { ($0["table"] as? String ?? "", $0["rows"] as? Int ?? -1) })
    #expect(rows["quote"] == 1 && rows["product"] == 7 && rows["product_search"] == 7)
    #expect(json["rows"] as? Int == rows.values.reduce(0, +))
    #expect(json["findingCount"] as? Int == 0)

    let wanted = try run("kpi", "--json", at: origin).output
    for place in [server.text, back] {
      #expect(try run("kpi", "--json", at: place).output == wanted)
      #expect(try run("check", at: place).status == 0)
      let next = try run("quote", "new", "--customer", "C-0002", "3*RON-HR16", "--json", at: place)
      #expect(next.output.contains("D-0002"), "\(next.errors)")
      #expect(try run("undo", at: place).status == 0)
      #expect(try run("check", at: place).status == 0)
    }
  }

  @Test("what is in the way is said, with what to do, and nothing is touched")
  func refusals() throws {
    let (origin, other) = (company.workplace.database, file("other.sqlite"))
    let same = try run("copy", "--from", origin, "--to", origin)
    #expect(same.status == 1 && same.errors.contains("un fichier qui n'existe pas"))
    #expect(try run("copy", "--from", origin, "--to", server.text).status == 0)
    let again = try run("copy", "--from", origin, "--to", server.text)
    #expect(again.status == 1 && again.errors.contains("base vide"), "\(again.errors)")
    let absent = try run("copy", "--from", file("absent.sqlite"), "--to", other)
    #expect(absent.status == 4 && absent.errors.contains("absent.sqlite"))
    let folder = try run("copy", "--from", origin, "--to", file("nowhere/x.sqlite"))
    #expect(folder.status == 4 && folder.errors.contains("dossier"), "\(folder.errors)")
    #expect(try run("copy", "--from", origin).status == 2)
    let seller = try company.workplace.run([
      "copy", "--from", origin, "--to", other, "--user", "DURAND", "--lang", "fr",
    ])
    #expect(seller.status == 1 && seller.errors.contains("autre rôle"), "\(seller.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: company.workplace.home.path)
    #expect(!names.contains { $0.hasPrefix("other") || $0.contains("building") }, "\(names)")
  }

  @Test("a company that asks for a newer program is left alone")
  func newerSchema() throws {
    try company.expectDone(["backup", file("newer.sqlite")])
    let database = try Engine.sqlite.open(file("newer.sqlite"))
    try database.write {
      try $0.run("INSERT INTO schema_migration VALUES (9999, 'later', 1, 1)")
    }
    try database.close()
    let run = try run("copy", "--from", file("newer.sqlite"), "--to", server.text)
    #expect(run.status == 4 && run.errors.contains("plus récente"), "\(run.errors)")
  }
}

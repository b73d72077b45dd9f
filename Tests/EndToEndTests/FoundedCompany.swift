import Foundation
import SQLiteDatabase
import SalesStore
import Testing

/// A company made as its owner makes it: `init`, then `import` of a few files of our own profile.
///
/// Of `ECR-1690` there are 800, and BOSSARD sells more; every family price keeps its floor.
final class FoundedCompany {
  let workplace: Workplace

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "comptoir-call-\(UUID().uuidString)")
    workplace = Workplace(home: folder, database: folder.path + "/company.sqlite")
    let files = folder.appending(path: "files")
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    try expectDone([
      "init", "--name", "Négoce d'essai", "--warehouse", "Dépôt", "--person", "Camille",
    ])
    for (name, text) in Self.files {
      try Data((text + "\n").utf8).write(to: files.appending(path: name + ".csv"))
    }
    try expectDone(["import", "--profile", "comptoir", files.path])
  }

  deinit { try? FileManager.default.removeItem(at: workplace.home) }

  /// Runs a command that has to succeed without a word on standard error.
  func expectDone(_ words: [String]) throws {
    let (status, output, errors) = try workplace.run(
      words + ["--database", workplace.database, "--lang", "fr"])
    #expect(status == 0 && errors.isEmpty, "\(words[0]): \(status) \(errors)\n\(output)")
  }

  /// Reads what the program has written.
  func read(_ body: (StoreReader) throws -> Void) throws {
    let database = try SQLiteDatabase.open(workplace.database, options: .init(creates: false))
    defer { try? database.close() }
    try Store(database: database).read(body)
  }

  private static let files = [
    "family": "key,code,name,floor\nFIXATION,FIXATION,Fixation,20",
    "warehouse": "key,code,name\nD1,D1,Dépôt principal",
    "salesperson": "key,code,name,role\nDURAND,DURAND,Paul Durand,salesperson",
    "supplier": "key,code,name,leadTimeDays\nBOSSARD,BOSSARD,Bossard,5",
    "customer": """
    key,code,name,town,creditLimit
    C-0417,C-0417,Constructions Æther,Lyon,30000
    C-0002,C-0002,Serrurerie Noé,Grenoble,5000
    """,
    "product": """
    key,code,name,family,unit,listPrice,cost
    BHR-1650,BHR-1650,Boulon HR 16x50 8.8,FIXATION,u,1.85,1.21
    RON-HR16,RON-HR16,Rondelle HR 16,FIXATION,u,0.22,0.15
    ECR-1690,ECR-1690,Écrou HR 16 cl.10,FIXATION,u,0.48,0.33
    SCE-380,SCE-380,Scellement chim. 380,FIXATION,u,14.20,9.90
    TIG-F16,TIG-F16,Tige filetée M16 1 m,FIXATION,u,6.90,4.90
    FOR-SDS18,FOR-SDS18,Foret SDS+ 18x200,FIXATION,u,11.50,7.60
    FOR-SDS18L,FOR-SDS18L,Foret SDS+ 18x450,FIXATION,u,19.80,13.20
    """,
    "supplierPrice": "key,supplier,product,price\nECR,BOSSARD,ECR-1690,0.33",
    "stock": """
    key,product,warehouse,onHand
    BHR,BHR-1650,D1,4000
    RON,RON-HR16,D1,9000
    ECR,ECR-1690,D1,800
    SCE,SCE-380,D1,150
    TIG,TIG-F16,D1,500
    FOR,FOR-SDS18,D1,64
    FORL,FOR-SDS18L,D1,9
    """,
  ]
}

import Database
import Sales
import SalesStore
import Values

/// What a new company is told on its first start; everything else has its usual value.
public struct CompanyIdentity: Sendable {
  /// Trade name.
  public var name: String
  /// SIREN, may be empty.
  public var siren = ""
  /// VAT number, may be empty.
  public var vatNumber = ""
  /// Street, may be empty.
  public var address = ""
  /// Postal code, may be empty.
  public var postalCode = ""
  /// Town, may be empty.
  public var town = ""
  /// Name of the first warehouse; empty = its town, or its usual name.
  public var warehouseName = ""
  /// Name of the person who starts it.
  public var administratorName: String
  /// Code of that person.
  public var code = CompanyIdentity.administratorCode
  /// What that person does; the administrator holds every role. Beside anyone else an administrator
  /// is made, without whom nobody could give roles or approve.
  public var role: Role = .administrator
  /// Login of that person in the operating system.
  public var login: String?
  /// Currency of the books.
  public var currency: Currency = .eur
  /// Whether it is the made-up company.
  public var isDemo = false
  /// Code of the administrator made on first start.
  public static let administratorCode = "ADMIN"

  /// A company with this name, started by this person.
  public init(name: String, administratorName: String, login: String? = nil) {
    self.name = name
    self.administratorName = administratorName
    self.login = login
  }
}

/// Writes what every company needs before its first act: identity, administrator, warehouse, units,
/// VAT, payment terms, the default pipeline with its triggers, number series.
///
/// Runs once, on an empty schema, in the transaction of its caller; it leaves no act, because
/// nobody is there yet to have done it.
public struct CompanyFounding: Sendable {
  /// The company.
  public let identity: CompanyIdentity
  private let ids: IDMint

  /// A founding.
  public init(_ identity: CompanyIdentity, ids: IDMint) {
    self.identity = identity
    self.ids = ids
  }

  /// Writes it all.
  public func write(to store: StoreWriter) throws {
    let warehouse = try writeWarehouse(to: store)
    try writePeople(of: warehouse, to: store)
    try store.insertInBulk(
      Company(
        id: 1, name: identity.name, siren: identity.siren, vatNumber: identity.vatNumber,
        address: identity.address, postalCode: identity.postalCode, town: identity.town,
        currency: identity.currency, demo: identity.isDemo))
    for unit in Self.units { try store.insertInBulk(unit) }
    for rate in Self.vatRates { try store.insertInBulk(rate) }
    for (code, name, days, kind) in Self.paymentTerms {
      try store.insertInBulk(
        PaymentTerm(id: ids.mint(), code: code, name: name, days: days, kind: kind))
    }
    for (code, prefix, digits) in Self.numberSeries {
      try store.insertInBulk(NumberSeries(code: code, prefix: prefix, digits: digits))
    }
    for (sequence, reason) in Self.lostReasons.enumerated() {
      try store.insertInBulk(
        LostReason(code: reason.code, name: reason.name, sequence: sequence + 1))
    }
    try writePipeline(to: store)
  }

  private func writeWarehouse(to store: StoreWriter) throws -> Warehouse {
    let name =
      identity.warehouseName.isEmpty
      ? (identity.town.isEmpty ? "Dépôt principal" : identity.town) : identity.warehouseName
    let warehouse = Warehouse(id: ids.mint(), code: "D1", name: name, sequence: 1)
    try store.insertInBulk(warehouse)
    return warehouse
  }

  private func writePeople(of warehouse: Warehouse, to store: StoreWriter) throws {
    let person = Salesperson(
      id: ids.mint(), code: identity.code, name: identity.administratorName,
      login: identity.login, warehouseID: warehouse.id)
    let isAdministrator = identity.role == .administrator
    try write(person, isAdministrator ? Role.allCases : [identity.role], to: store)
    guard !isAdministrator else { return }
    let taken = identity.code == CompanyIdentity.administratorCode
    let administrator = Salesperson(
      id: ids.mint(), code: taken ? "ADMIN-2" : CompanyIdentity.administratorCode,
      name: "Administrateur", warehouseID: warehouse.id)
    try write(administrator, Role.allCases, to: store)
  }

  private func write(_ person: Salesperson, _ roles: [Role], to store: StoreWriter) throws {
    try store.insertInBulk(person)
    for role in roles {
      try store.insertInBulk(SalespersonRole(salespersonID: person.id, role: role))
    }
  }

  /// The default pipeline (product.md): the won stage reserves the goods and alerts purchasing.
  private func writePipeline(to store: StoreWriter) throws {
    let pipeline = Pipeline(id: ids.mint(), code: "VENTE", name: "Vente", sequence: 1)
    try store.insertInBulk(pipeline)
    for (index, step) in Self.stages.enumerated() {
      let stage = Stage(
        id: ids.mint(), pipelineID: pipeline.id, code: step.code, name: step.name,
        sequence: index + 1, probability: Ratio(percent: step.percent), outcome: step.outcome,
        ageLimitDays: step.ageLimitDays)
      try store.insertInBulk(stage)
      guard step.outcome == .won else { continue }
      for (sequence, act) in ["reserveStock", "requestPurchases"].enumerated() {
        try store.insertInBulk(
          StageTrigger(stageID: stage.id, sequence: sequence + 1, act: act, parameters: "{}"))
      }
    }
  }
}

extension CompanyFounding {
  struct DefaultStage {
    let code: String
    let name: String
    let percent: Int64
    let outcome: OpportunityOutcome
    let ageLimitDays: Int?
  }

  static let stages = [
    DefaultStage(
      code: "PROSPECT", name: "Prospect", percent: 20, outcome: .open, ageLimitDays: 30),
    DefaultStage(
      code: "QUALIFIE", name: "Qualifié", percent: 40, outcome: .open, ageLimitDays: 21),
    DefaultStage(
      code: "DEVIS", name: "Devis envoyé", percent: 60, outcome: .open, ageLimitDays: 15),
    DefaultStage(
      code: "NEGO", name: "Négociation", percent: 80, outcome: .open, ageLimitDays: 15),
    DefaultStage(
      code: "ACCEPTE", name: "Devis accepté", percent: 100, outcome: .won, ageLimitDays: nil),
    DefaultStage(code: "PERDU", name: "Perdu", percent: 0, outcome: .lost, ageLimitDays: nil),
  ]

  static let units = [
    UnitOfMeasure(code: "u", name: "unité"), UnitOfMeasure(code: "bte", name: "boîte"),
    UnitOfMeasure(code: "cart", name: "carton"), UnitOfMeasure(code: "sac", name: "sac"),
    UnitOfMeasure(code: "pal", name: "palette"), UnitOfMeasure(code: "lot", name: "lot"),
    UnitOfMeasure(code: "kg", name: "kilogramme", decimals: 3),
    UnitOfMeasure(code: "t", name: "tonne", decimals: 3),
    UnitOfMeasure(code: "m", name: "mètre", decimals: 2),
    UnitOfMeasure(code: "m2", name: "mètre carré", decimals: 2),
    UnitOfMeasure(code: "m3", name: "mètre cube", decimals: 3),
    UnitOfMeasure(code: "l", name: "litre", decimals: 2),
    UnitOfMeasure(code: "rlx", name: "rouleau"), UnitOfMeasure(code: "bid", name: "bidon"),
    UnitOfMeasure(code: "pce", name: "pièce"), UnitOfMeasure(code: "paire", name: "paire"),
  ]

  /// The French rates in force since 2014 (code général des impôts, art. 278 to 279).
  static let vatRates = [
    VatRate(code: "normal", validFrom: since2014, rate: Ratio(basisPoints: 2_000), name: "20 %"),
    VatRate(
      code: "intermediate", validFrom: since2014, rate: Ratio(basisPoints: 1_000), name: "10 %"),
    VatRate(code: "reduced", validFrom: since2014, rate: Ratio(basisPoints: 550), name: "5,5 %"),
    VatRate(code: "zero", validFrom: since2014, rate: .zero, name: "0 %"),
  ]

  private static let since2014 = Day(year: 2014, month: 1, day: 1) ?? Day(daysSinceEpoch: 16_071)

  static let paymentTerms: [(String, String, Int, PaymentTermKind)] = [
    ("CPT", "Comptant", 0, .net),
    ("30J", "30 jours date de facture", 30, .net),
    ("30FDM", "30 jours fin de mois", 30, .daysThenEndOfMonth),
    ("45FDM", "45 jours fin de mois", 45, .daysThenEndOfMonth),
    ("FDM45", "Fin de mois 45 jours", 45, .endOfMonthThenDays),
    ("60J", "60 jours date de facture", 60, .net),
  ]

  static let numberSeries: [(String, String, Int)] = [
    ("opportunity", "A-", 4), ("quote", "D-", 4), ("order", "C-", 4), ("delivery", "BL-", 4),
    ("purchase", "F-", 4), ("receipt", "R-", 4), ("customer", "C", 5), ("product", "P", 5),
  ]

  static let lostReasons: [(code: String, name: String)] = [
    ("PRIX", "Prix trop élevé"), ("DELAI", "Délai trop long"),
    ("CONCURRENT", "Concurrent déjà en place"), ("PROJET", "Projet abandonné ou reporté"),
    ("TECHNIQUE", "Produit inadapté"), ("SILENCE", "Sans réponse"), ("AUTRE", "Autre raison"),
  ]
}

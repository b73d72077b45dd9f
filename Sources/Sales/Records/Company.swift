import Values

/// A setting of the company: typed by its name in the catalogue of settings, kept as text.
public struct Setting: Sendable, Hashable {
  /// Name in the catalogue of settings.
  public var name: String
  /// Machine form of the value.
  public var value: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    name: String,
    value: String,
    version: Int = 1
  ) {
    self.name = name
    self.value = value
    self.version = version
  }
}

/// The company itself: one row, what its documents print.
public struct Company: Sendable, Hashable {
  /// Always 1.
  public var id: Int
  /// Trade name, as documents print it.
  public var name: String
  /// Legal form: SARL, SAS…
  public var legalForm: String
  /// Share capital in words, as documents print it.
  public var capital: String
  /// SIREN, nine digits.
  public var siren: String
  /// SIRET of the head office, fourteen digits.
  public var siret: String
  /// Trade register: town and number.
  public var rcs: String
  /// Intra-community VAT number.
  public var vatNumber: String
  /// Street.
  public var address: String
  /// Postal code.
  public var postalCode: String
  /// Town.
  public var town: String
  /// ISO country.
  public var country: String
  /// Telephone.
  public var phone: String
  /// E-mail.
  public var email: String
  /// Currency of the books; every amount is in it until documents carry rates.
  public var currency: Currency
  /// Zone in which an instant becomes a business day.
  public var timeZone: String
  /// Whether this is the made-up company.
  public var demo: Bool
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: Int,
    name: String,
    legalForm: String = "",
    capital: String = "",
    siren: String = "",
    siret: String = "",
    rcs: String = "",
    vatNumber: String = "",
    address: String = "",
    postalCode: String = "",
    town: String = "",
    country: String = "FR",
    phone: String = "",
    email: String = "",
    currency: Currency,
    timeZone: String = "Europe/Paris",
    demo: Bool = false,
    version: Int = 1
  ) {
    self.id = id
    self.name = name
    self.legalForm = legalForm
    self.capital = capital
    self.siren = siren
    self.siret = siret
    self.rcs = rcs
    self.vatNumber = vatNumber
    self.address = address
    self.postalCode = postalCode
    self.town = town
    self.country = country
    self.phone = phone
    self.email = email
    self.currency = currency
    self.timeZone = timeZone
    self.demo = demo
    self.version = version
  }
}

/// A sales team.
public struct Team: Sendable, Hashable {
  /// Identity.
  public var id: ID<Team>
  /// Short code.
  public var code: String
  /// Name.
  public var name: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Team>,
    code: String,
    name: String,
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.version = version
  }
}

/// A place that holds stock.
public struct Warehouse: Sendable, Hashable {
  /// Identity.
  public var id: ID<Warehouse>
  /// Short code, typed on screens.
  public var code: String
  /// Name.
  public var name: String
  /// Order in which warehouses are looked at.
  public var sequence: Int
  /// Street.
  public var address: String
  /// Postal code.
  public var postalCode: String
  /// Town.
  public var town: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Warehouse>,
    code: String,
    name: String,
    sequence: Int = 0,
    address: String = "",
    postalCode: String = "",
    town: String = "",
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.sequence = sequence
    self.address = address
    self.postalCode = postalCode
    self.town = town
    self.version = version
  }
}

/// A user of the program. Every act has one as its actor.
public struct Salesperson: Sendable, Hashable {
  /// Identity.
  public var id: ID<Salesperson>
  /// Short code: `--user CODE`.
  public var code: String
  /// Name as screens show it.
  public var name: String
  /// E-mail.
  public var email: String
  /// Login of the operating system that stands for this user.
  public var login: String?
  /// Team.
  public var teamID: ID<Team>?
  /// Warehouse of the user's orders, where the site names none.
  public var warehouseID: ID<Warehouse>?
  /// Whether the user still works here.
  public var active: Bool
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Salesperson>,
    code: String,
    name: String,
    email: String = "",
    login: String? = nil,
    teamID: ID<Team>? = nil,
    warehouseID: ID<Warehouse>? = nil,
    active: Bool = true,
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.email = email
    self.login = login
    self.teamID = teamID
    self.warehouseID = warehouseID
    self.active = active
    self.version = version
  }
}

/// A role that a user has; roles say which acts are allowed.
public struct SalespersonRole: Sendable, Hashable {
  /// User.
  public var salespersonID: ID<Salesperson>
  /// Role.
  public var role: Role
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    salespersonID: ID<Salesperson>,
    role: Role,
    version: Int = 1
  ) {
    self.salespersonID = salespersonID
    self.role = role
    self.version = version
  }
}

/// Next number of a kind of document; gaps are allowed, a number is never drawn twice.
public struct NumberSeries: Sendable, Hashable {
  /// Kind of document: quote, order…
  public var code: String
  /// What stands before the number.
  public var prefix: String
  /// Least digits.
  public var digits: Int
  /// Next number.
  public var next: Int
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    code: String,
    prefix: String = "",
    digits: Int = 4,
    next: Int = 1,
    version: Int = 1
  ) {
    self.code = code
    self.prefix = prefix
    self.digits = digits
    self.next = next
    self.version = version
  }
}

/// The key under which another system knows a record; makes imports idempotent.
public struct ExternalReference: Sendable, Hashable {
  /// Kind of record: the table's name.
  public var kind: String
  /// Other system: the profile's name.
  public var source: String
  /// Its key there.
  public var key: String
  /// The record here.
  public var entityID: UInt128
  /// Line, where the record is a line of a document.
  public var line: Int?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    kind: String,
    source: String,
    key: String,
    entityID: UInt128,
    line: Int? = nil,
    version: Int = 1
  ) {
    self.kind = kind
    self.source = source
    self.key = key
    self.entityID = entityID
    self.line = line
    self.version = version
  }
}

//! Objects that Rust and the host both keep.

use prebind::{export, julia};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

static LIVE: AtomicI64 = AtomicI64::new(0);

/// How many `Account`s there are.
#[julia]
fn live_accounts() -> i64 {
    LIVE.load(Ordering::SeqCst)
}

/// An account that several hold.
#[julia(shared)]
pub struct Account {
    pub owner: String,
    #[julia(skip)]
    balance: Mutex<i64>,
}

impl Drop for Account {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

#[julia]
impl Account {
    pub fn new(owner: &str) -> Account {
        LIVE.fetch_add(1, Ordering::SeqCst);
        Account { owner: owner.to_string(), balance: Mutex::new(0) }
    }

    pub fn shared(owner: &str) -> Arc<Account> {
        Arc::new(Account::new(owner))
    }

    pub fn deposit(&self, amount: i64) -> i64 {
        let mut balance = self.balance.lock().unwrap_or_else(PoisonError::into_inner);
        *balance += amount;
        *balance
    }

    pub fn again(self: Arc<Self>) -> Arc<Self> {
        self
    }

    /// Only while nobody else has it.
    pub fn rename(&mut self, owner: String) -> String {
        std::mem::replace(&mut self.owner, owner)
    }

    /// Takes it, if nobody else has it.
    pub fn close_account(self) -> i64 {
        self.deposit(0)
    }
}

/// How many have it, this function included.
#[julia]
pub fn count_of(account: Arc<Account>) -> usize {
    Arc::strong_count(&account)
}

/// Keeps accounts for as long as it lives.
#[julia]
pub struct Bank {
    #[julia(skip)]
    accounts: Vec<Arc<Account>>,
}

#[julia]
impl Bank {
    pub fn empty() -> Bank {
        Bank { accounts: Vec::new() }
    }

    #[export(hosts = julia)]
    pub fn new(accounts: Vec<Arc<Account>>) -> Bank {
        Bank { accounts }
    }

    pub fn add_account(&mut self, account: Arc<Account>) {
        self.accounts.push(account);
    }

    #[export(hosts = julia)]
    pub fn accounts(&self) -> Vec<Arc<Account>> {
        self.accounts.clone()
    }

    #[export(hosts = julia)]
    pub fn by_owner(&self) -> BTreeMap<String, Arc<Account>> {
        self.accounts.iter().map(|each| (each.owner.clone(), Arc::clone(each))).collect()
    }

    pub fn first_account(&self) -> Option<Arc<Account>> {
        self.accounts.first().cloned()
    }

    pub fn account_at(&self, index: usize) -> Result<Arc<Account>, String> {
        self.accounts.get(index).cloned().ok_or_else(|| "no such account".to_string())
    }

    pub fn has_account(&self, account: Option<Arc<Account>>) -> bool {
        account.map_or(false, |one| self.accounts.iter().any(|each| Arc::ptr_eq(each, &one)))
    }
}

#[export(hosts = julia)]
pub fn total_of(accounts: &[Arc<Account>], others: Option<Vec<Arc<Account>>>) -> i64 {
    let all = others.into_iter().flatten();
    accounts.iter().cloned().chain(all).map(|account| account.deposit(0)).sum()
}

#[export(hosts = julia)]
pub fn pair_of(pair: (Arc<Account>, i64)) -> (i64, Arc<Account>) {
    pair.0.deposit(pair.1);
    (pair.1, pair.0)
}

/// Runs a function while it has a clone of it.
#[julia]
pub fn with_clone(account: Arc<Account>, f: &dyn Fn(i64)) -> i64 {
    let own = Arc::clone(&account);
    f(own.deposit(0));
    account.deposit(0)
}

#[julia]
pub async fn deposit_later(account: Arc<Account>, amount: i64) -> Arc<Account> {
    account.deposit(amount);
    account
}

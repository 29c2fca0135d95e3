# SPDX-License-Identifier: GPL-2.0-only
VERSION := 0.1

KDIR ?= /lib/modules/$(shell uname -r)/build
DESTDIR ?=
PREFIX ?= /usr
JOBS ?= $(shell nproc)

# For the tests: which kernels, and which programs of selftests/.
KERNELS ?= 6.1 6.12 7.2 7.3
TESTS ?=

MODULE_MAKE = $(MAKE) -C $(KDIR) M=$(CURDIR)

.PHONY: all
all: modules userspace

.PHONY: modules
modules:
	$(MODULE_MAKE) modules

.PHONY: userspace
userspace:
	$(MAKE) -C userspace VERSION=$(VERSION)

.PHONY: install
install: all
	$(MODULE_MAKE) INSTALL_MOD_PATH=$(DESTDIR) modules_install
	$(MAKE) -C userspace VERSION=$(VERSION) DESTDIR=$(DESTDIR) PREFIX=$(PREFIX) install

.PHONY: clean
clean:
	$(MODULE_MAKE) clean
	$(MAKE) -C userspace clean
	$(MAKE) -C selftests clean
	$(MAKE) -C selftests/unit clean
	$(MAKE) -C selftests/fuzz clean

# What the targets below need of Debian, installed on this machine.
.PHONY: deps
deps:
	selftests/vm/deps

.PHONY: demo
demo: deps
	selftests/vm/demo

.PHONY: check
check: deps
	KERNELS="$(KERNELS)" TESTS="$(TESTS)" selftests/vm/all

# On a kernel that is built from source: which lines of lsm/ the tests reach.
.PHONY: coverage
coverage: deps
	TESTS="$(TESTS)" selftests/vm/coverage 6.1-gcov

# The kernel's own selftests, with and without the module.
.PHONY: check-kselftests
check-kselftests: deps
	selftests/vm/kselftests 6.1

# A kernel with the LSM in its tree and not configured is the same as without.
.PHONY: check-unchanged
check-unchanged: deps
	selftests/vm/unchanged

# Debian's daemons in jails, used by clients and attacked.
.PHONY: check-daemons
check-daemons: deps
	selftests/vm/daemons 6.12

# The Debian packages, installed, used and removed.
.PHONY: check-packages
check-packages: deps
	selftests/vm/packages

.PHONY: check-unit
check-unit:
	$(MAKE) -C userspace VERSION=$(VERSION) TAP=$(CURDIR)/build/results check
	$(MAKE) -C selftests/unit TAP=$(CURDIR)/build/results check
	$(MAKE) -C selftests/fuzz SECONDS=5 TAP=$(CURDIR)/build/results check

# checkpatch, sparse, W=1, clang, shellcheck, lintian, rpmlint, man pages.
.PHONY: check-static
check-static:
	KERNELS="$(KERNELS)" selftests/vm/static

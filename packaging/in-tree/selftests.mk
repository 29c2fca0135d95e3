# SPDX-License-Identifier: GPL-2.0-only
# Needs jailctl, and a kernel with the LSM built in.
#
# First run: make -C ../../../.. headers_install
BUILD := builtin
include programs

# bpf needs bpftool and the types of a running kernel; seal.sh is for good.
TEST_GEN_PROGS := $(filter-out bpf $(other_build),$(TEST_GEN_PROGS))
TEST_PROGS := $(filter-out seal.sh $(other_build),$(TEST_PROGS))
TEST_PROGS_EXTENDED := seal.sh

CFLAGS += -O2 -std=gnu11 -Wall -D_GNU_SOURCE= -fno-pie $(KHDR_INCLUDES) -I..
LDFLAGS += -static -no-pie
LDLIBS += -lpthread
LOCAL_HDRS += chrooted.h jail_test.h $(wildcard escape/*.h)

include ../lib.mk

$(TEST_GEN_PROGS): jail_test.c
$(OUTPUT)/zoo: LDLIBS += -lcap -luring
$(OUTPUT)/files $(OUTPUT)/overlay $(OUTPUT)/rings: LDLIBS += -luring
$(OUTPUT)/chroot $(OUTPUT)/rings $(OUTPUT)/files: chrooted.c
$(OUTPUT)/zoo: $(wildcard escape/*.c)
